package io.github.ocimaven.registry.jib;

import io.github.ocimaven.model.PushException;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.UserEnvironment;
import io.github.ocimaven.registry.credentials.CredentialChain;
import io.github.ocimaven.registry.credentials.CredentialListener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Searches credentials in another JVM, since a JVM can't change its own environment. */
final class SearchJvm {

  private SearchJvm() {}

  /** Returns the events of a search for a registry's credentials, one per line. */
  static List<String> search(Map<String, String> environment, String registry)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SearchJvm.class.getName(),
                registry)
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(output);
    }
    return output.lines().toList();
  }

  /** Searches; the argument is the registry. */
  public static void main(String[] arguments) {
    List<String> lines = new ArrayList<>();
    CredentialListener listener =
        new CredentialListener() {
          @Override
          public void tried(Target target, String place, String why) {
            lines.add("tried " + place + ": " + why);
          }

          @Override
          public void warning(Target target, String message) {
            lines.add("warning " + message);
          }

          @Override
          public void chosen(Target target, Credentials credentials) {
            lines.add("chosen " + describe(credentials));
          }
        };
    try {
      new CredentialChain(StoredCredentials.sources(UserEnvironment.current()), listener)
          .find(new Target(arguments[0], "acme/app", List.of("1.0")));
    } catch (PushException e) {
      lines.add("failed " + e.getMessage());
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    lines.forEach(out::println);
  }

  private static String describe(Credentials credentials) {
    return credentials instanceof Credentials.Login login
        ? login.username() + ":" + login.password() + " from " + login.origin()
        : credentials.toString();
  }
}
