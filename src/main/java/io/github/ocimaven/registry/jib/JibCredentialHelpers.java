package io.github.ocimaven.registry.jib;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.registry.credentials.CredentialHelperNotFoundException;
import com.google.cloud.tools.jib.registry.credentials.CredentialHelperUnhandledServerUrlException;
import com.google.cloud.tools.jib.registry.credentials.DockerCredentialHelper;
import io.github.ocimaven.model.ForeignText;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.credentials.CredentialHelpers;
import io.github.ocimaven.registry.credentials.HelperException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs credential helpers with jib-core, which finds them on the PATH, also as .exe and .cmd. */
final class JibCredentialHelpers implements CredentialHelpers {

  /** What a helper says where it has none; the protocol fixes the words. */
  private static final String NOT_FOUND = "credentials not found in native keychain";

  /** Stands in jib-core's message before all that the helper wrote. */
  private static final String OUTPUT = "Got output:\n\n";

  /**
   * What may hold a secret: an answer, or a part of one; the answer to another protocol; a JSON web
   * token; and what is one word, since a complaint has several.
   */
  private static final Pattern TELLING =
      Pattern.compile(
          "(?im)\\A\\{|\"(secret|password|\\w*token)\"|\\b(secret|password|\\w*token)="
              + "|^\\s*(secret|password|\\w*token)\\s*:|://[^/\\s]*@|\\beyJ[\\w-]{8}|\\A\\S+\\z");

  /**
   * A script may answer, or complain, without reading what it is asked. If it has ended before
   * jib-core has written that, then jib-core does not read what it wrote: tried, one time in five.
   */
  private static final Pattern UNREAD = Pattern.compile("(?i)\\bpipe\\b|^stream closed");

  private static final int ATTEMPTS = 20;

  @Override
  public Optional<Credentials> get(String program, String server, String origin)
      throws HelperException {
    try {
      return Optional.of(
          credentials(ask(new DockerCredentialHelper(server, Path.of(program)), ATTEMPTS), origin));
    } catch (CredentialHelperNotFoundException e) {
      throw HelperException.notInstalled();
    } catch (CredentialHelperUnhandledServerUrlException e) {
      String output = output(e);
      if (output.contains(NOT_FOUND)) {
        return Optional.empty();
      }
      throw HelperException.failed(words(output));
    } catch (IOException e) {
      throw HelperException.failed("can't be run (" + oneLine(e.getMessage()) + ")");
    }
  }

  private static Credential ask(DockerCredentialHelper helper, int attempts)
      throws IOException,
          CredentialHelperUnhandledServerUrlException,
          CredentialHelperNotFoundException {
    try {
      return helper.retrieve();
    } catch (IOException e) {
      String message = Objects.requireNonNullElse(e.getMessage(), "");
      if (attempts > 1 && UNREAD.matcher(message).find()) {
        return ask(helper, attempts - 1);
      }
      throw e;
    }
  }

  private static Credentials credentials(Credential found, String origin) {
    return found.isOAuth2RefreshToken()
        ? new Credentials.IdentityToken(found.getPassword(), origin)
        : new Credentials.Login(found.getUsername(), found.getPassword(), origin);
  }

  /** jib-core has the output in its message only. */
  private static String output(CredentialHelperUnhandledServerUrlException failure) {
    String message = Objects.requireNonNullElse(failure.getMessage(), "");
    int start = message.indexOf(OUTPUT);
    return start < 0 ? "" : message.substring(start + OUTPUT.length()).strip();
  }

  private static String words(String output) {
    if (output.isEmpty()) {
      return "ended without a word";
    }
    return TELLING.matcher(output).find()
        ? "gave an answer without user name and secret, which is not shown here"
        : "says: " + oneLine(output);
  }

  private static String oneLine(@Nullable String text) {
    return ForeignText.printable(ErrorAnswer.shorten(Objects.requireNonNullElse(text, "")));
  }
}
