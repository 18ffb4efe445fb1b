package io.github.ocimaven.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Runs a long soak in a JVM of its own. */
public final class SoakMain {

  private SoakMain() {}

  /**
   * Runs the soak.
   *
   * @param args a file for the report; the number of minutes
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path file = Path.of(args[0]);
    double minutes = Double.parseDouble(args[1]);
    System.out.println("Pushing for " + minutes + " minutes");
    SoakReport report = Soak.run(Duration.ofMillis((long) (minutes * 60_000)));
    Files.createDirectories(file.getParent());
    Files.writeString(file, report.toString());
    System.out.print(report);
    System.exit(report.problems().isEmpty() ? 0 : 1);
  }
}
