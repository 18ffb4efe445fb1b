package io.github.ocimaven.registry.jib;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import com.google.cloud.tools.jib.registry.credentials.CredentialRetrievalException;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.credentials.CredentialListener;
import io.github.ocimaven.registry.credentials.CredentialSource;
import io.github.ocimaven.registry.jib.http.ErrorAnswer;
import io.github.ocimaven.text.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Google's <a href="https://cloud.google.com/docs/authentication/application-default-credentials">
 * application default credentials</a>, for {@code gcr.io} and {@code pkg.dev}.
 */
final class GoogleDefaultCredentials implements CredentialSource {

  private static final String PLACE = "Google's application default credentials";
  private static final Pattern JIB =
      Pattern.compile("^ADC not present or error fetching access token: ");
  private static final Pattern ABSENT =
      Pattern.compile("(?i)default credentials (were not found|are not available)");

  @Override
  public Optional<Credentials> find(Target target, CredentialListener listener) {
    if (!isGoogles(target.registry())) {
      return Optional.empty();
    }
    List<String> said = new ArrayList<>();
    Optional<Credential> found = retrieve(target, said);
    if (found.isEmpty()) {
      explain(target, said, listener);
    }
    return found.map(
        token -> new Credentials.Login(token.getUsername(), token.getPassword(), PLACE));
  }

  /** jib-core logs the same event if there are no credentials and if they do not work. */
  private static void explain(Target target, List<String> said, CredentialListener listener) {
    String why =
        said.isEmpty()
            ? "none"
            : ForeignText.printable(
                ErrorAnswer.shorten(JIB.matcher(said.get(said.size() - 1)).replaceFirst("")));
    listener.tried(target, PLACE, why);
    if (!said.isEmpty() && !ABSENT.matcher(why).find()) {
      listener.warning(
          target,
          "No credentials for "
              + target.name()
              + " from "
              + PLACE
              + ": "
              + why
              + "; fix the file that GOOGLE_APPLICATION_CREDENTIALS names, or run 'gcloud auth"
              + " application-default login'");
    }
  }

  /** jib-core only compares the suffix, and would also send Google's token to {@code notgcr.io}. */
  private static boolean isGoogles(String registry) {
    return ("." + registry.toLowerCase(Locale.ROOT)).matches(".*\\.gcr\\.io|.*-docker\\.pkg\\.dev");
  }

  private static Optional<Credential> retrieve(Target target, List<String> said) {
    try {
      return CredentialRetrieverFactory.forImage(
              ImageReference.of(target.registry(), target.repository(), null),
              event -> said.add(event.getMessage()))
          .googleApplicationDefaultCredentials()
          .retrieve();
    } catch (CredentialRetrievalException e) {
      said.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
