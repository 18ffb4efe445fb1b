package io.github.ocimaven.bench;

import java.nio.file.Path;

/**
 * An order to push an image.
 *
 * @param address {@code HOST:PORT} of the registry
 * @param plain whether it speaks plain HTTP
 * @param ca otherwise the certificate of its CA, as PEM
 * @param repository the target repository
 * @param image the layout or docker-save archive
 * @param saved the image as a docker-save archive, for engines that accept nothing else
 */
record PushOrder(
    String address, boolean plain, Path ca, String repository, Path image, Path saved) {

  private static final String SEPARATOR = "\t";

  static PushOrder of(BenchImage image, Destination destination) {
    return new PushOrder(
        destination.address(),
        destination.network().isPlain(),
        destination.ca(),
        image.repository(),
        image.path(),
        image.isLayout() ? image.saved() : image.path());
  }

  /** The same push, bypassing the network. */
  PushOrder directlyTo(String registry) {
    return new PushOrder(registry, plain, ca, repository, image, saved);
  }

  /** The same push of another image. */
  PushOrder of(Path other) {
    return new PushOrder(address, plain, ca, repository, other, saved);
  }

  /** The order as a line between processes. */
  String toLine() {
    return String.join(
        SEPARATOR,
        address,
        Boolean.toString(plain),
        ca.toString(),
        repository,
        image.toString(),
        saved.toString());
  }

  /** Parses such a line. */
  static PushOrder parse(String line) {
    String[] words = line.split(SEPARATOR, -1);
    return new PushOrder(
        words[0],
        Boolean.parseBoolean(words[1]),
        Path.of(words[2]),
        words[3],
        Path.of(words[4]),
        Path.of(words[5]));
  }
}
