package io.github.ocimaven.registry.credentials;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The helpers of cloud providers, which are asked for their registries even if not configured. */
public final class WellKnownHelpers implements CredentialSource {

  /**
   * Helpers by the suffix of the registry's name, as in jib-core. Its own lookup is not used: it
   * would send the credentials of {@code gcr.io} to {@code notgcr.io}.
   */
  private static final Map<String, String> HELPERS =
      Map.of(".gcr.io", "docker-credential-gcr", ".amazonaws.com", "docker-credential-ecr-login");

  private final CredentialHelpers helpers;

  /** Creates the source. */
  public WellKnownHelpers(CredentialHelpers helpers) {
    this.helpers = helpers;
  }

  @Override
  public Optional<Credentials> find(Target target, CredentialListener listener) {
    String registry = "." + target.registry().toLowerCase(Locale.ROOT);
    return HELPERS.entrySet().stream()
        .filter(helper -> registry.endsWith(helper.getKey()))
        .findFirst()
        .flatMap(helper -> ask(helper.getValue(), target, listener));
  }

  private Optional<Credentials> ask(String program, Target target, CredentialListener listener) {
    try {
      Optional<Credentials> answer = helpers.get(program, target.registry(), program);
      if (answer.isEmpty()) {
        listener.tried(target, program, "it has none for " + target.registry());
      }
      return answer;
    } catch (HelperException e) {
      listener.tried(target, program, "it " + e.getMessage());
      if (!e.isMissing()) {
        listener.warning(
            target,
            "No credentials for "
                + target.name()
                + " from "
                + program
                + ": it "
                + e.getMessage()
                + "; "
                + e.remedy("log in with it again")
                + ", or provide credentials in another way");
      }
      return Optional.empty();
    }
  }
}
