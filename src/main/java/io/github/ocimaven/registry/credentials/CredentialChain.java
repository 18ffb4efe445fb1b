package io.github.ocimaven.registry.credentials;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks one source after another until one has credentials. */
public final class CredentialChain {

  private final List<CredentialSource> sources;
  private final CredentialListener listener;

  /**
   * Creates a chain.
   *
   * @param sources the sources, in lookup order
   * @param listener is notified of each place searched, and of the credentials found
   */
  public CredentialChain(List<CredentialSource> sources, CredentialListener listener) {
    this.sources = List.copyOf(sources);
    this.listener = listener;
  }

  /**
   * Finds a destination's credentials.
   *
   * @return the credentials, or {@link Credentials.Anonymous} with the places that were searched
   * @throws CredentialException if a source has unusable credentials and no earlier one has any
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

  /** Forwards all events, and records the places searched. */
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
