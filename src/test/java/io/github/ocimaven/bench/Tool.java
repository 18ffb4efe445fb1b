package io.github.ocimaven.bench;

import io.github.ocimaven.testing.tool.RequiredTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A command that pushes images, each with its own default concurrency; one process for each image.
 * Its home is a folder of the benchmark, so that no caches or settings of the user are used, and
 * certificates are trusted in the way of all Go programs.
 */
enum Tool {
  SKOPEO("skopeo", "--version") {
    @Override
    boolean takes(BenchImage image) {
      return true;
    }

    @Override
    List<String> arguments(BenchImage image, Destination destination) {
      return List.of(
          "copy",
          "--quiet",
          "--insecure-policy",
          "--dest-tls-verify=" + !destination.network().isPlain(),
          image.isLayout()
              ? "oci:" + image.path() + ":" + Destination.TAG
              : "docker-archive:" + image.path(),
          "docker://" + destination.reference(image.repository()));
    }
  },

  CRANE("crane", "version") {
    @Override
    boolean takes(BenchImage image) {
      return true;
    }

    @Override
    List<String> arguments(BenchImage image, Destination destination) {
      return List.of("push", image.path().toString(), destination.reference(image.repository()));
    }
  },

  ORAS("oras", "version") {
    @Override
    boolean takes(BenchImage image) {
      return image.isLayout();
    }

    @Override
    List<String> arguments(BenchImage image, Destination destination) {
      List<String> arguments = new ArrayList<>(List.of("cp", "--no-tty", "--from-oci-layout"));
      if (destination.network().isPlain()) {
        arguments.add("--to-plain-http");
      }
      arguments.add(image.path() + ":" + Destination.TAG);
      arguments.add(destination.reference(image.repository()));
      return arguments;
    }
  },

  REGCTL("regctl", "version") {
    @Override
    boolean takes(BenchImage image) {
      return image.isLayout();
    }

    @Override
    List<String> arguments(BenchImage image, Destination destination) {
      return List.of(
          "--host",
          "reg="
              + destination.address()
              + ",tls="
              + (destination.network().isPlain() ? "disabled" : "enabled"),
          "image",
          "copy",
          "ocidir://" + image.path() + ":" + Destination.TAG,
          destination.reference(image.repository()));
    }
  };

  private final String command;
  private final String version;

  Tool(String command, String version) {
    this.command = command;
    this.version = version;
  }

  String command() {
    return command;
  }

  boolean isInstalled() {
    return RequiredTools.isOnPath(command);
  }

  /** Its version, in a few words. */
  String version(Path directory) throws InterruptedException {
    return version(directory, command, version);
  }

  /** The version of a program, in a few words. */
  static String version(Path directory, String command, String option) throws InterruptedException {
    try {
      String text = TimedCommand.of(directory, command, option).run().output();
      return Stream.of(text.split("\\s+", -1))
          .filter(word -> word.matches("v?\\d+\\.\\d+.*"))
          .findFirst()
          .map(word -> command + " " + word)
          .orElse(command);
    } catch (IOException e) {
      return command;
    }
  }

  /** Whether it can push such an image. */
  abstract boolean takes(BenchImage image);

  /** The arguments to push an image. */
  abstract List<String> arguments(BenchImage image, Destination destination);
}
