package io.github.ocimaven.registry.credentials;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks one source after the other until one has credentials. */
public final class CredentialChain {

  private final List<CredentialSource> sources;
  private final CredentialListener listener;

  /**
   * Makes a chain.
   *
   * @param sources whom to ask, in this order
   * @param listener is told where credentials were looked for and found
   */
  public CredentialChain(List<CredentialSource> sources, CredentialListener listener) {
    this.sources = List.copyOf(sources);
    this.listener = listener;
  }

  /**
   * Finds a destination's credentials.
   *
   * @param target the destination
   * @return the credentials, or {@link Credentials.Anonymous} with the places that were searched
   * @throws CredentialException if a source that comes first has some that can't be used
   */
  public Credentials find(Target target) {
    List<String> searched = new ArrayList<>();
    CredentialListener recorder = new Recorder(listener, searched);
    Credentials credentials =
        sources.stream()
            .map(source -> source.find(target, recorder))
            .flatMap(Optional::stream)
            .findFirst()
            .orElseGet(() -> new Credentials.Anonymous(searched));
    listener.chosen(target, credentials);
    return credentials;
  }

  /**
   * Passes on what it hears, and remembers the places.
   *
   * @param listener hears the same
   * @param searched gets the places
   */
  private record Recorder(CredentialListener listener, List<String> searched)
      implements CredentialListener {

    @Override
    public void tried(Target target, String place, String why) {
      searched.add(place);
      listener.tried(target, place, why);
    }

    @Override
    public void warning(Target target, String message) {
      listener.warning(target, message);
    }
  }
}
