package io.github.ocimaven.bench;

import io.github.ocimaven.bench.ImageWriter.Layer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A case.
 *
 * @param kind the kind of case, which is the same on other networks, with sizes that may differ
 * @param name the description, with its sizes
 * @param minutes roughly how long five rounds of all contestants take on two cores
 * @param writer writes the images
 */
record Workload(Kind kind, String name, int minutes, Writer writer) {

  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;

  /** The kind of a case. */
  enum Kind {
    LARGE_LAYERS,
    SMALL_LAYERS,
    HUGE_LAYER,
    TINY_LAYERS,
    SAVED_RANDOM,
    SAVED_TYPICAL,
    UNCHANGED,
    ONE_CHANGED,
    REACTOR
  }

  /** Writes the images. */
  @FunctionalInterface
  interface Writer {
    Work writeTo(Path folder) throws IOException;
  }

  /** The cases on a network; on slow networks, they are smaller. */
  static List<Workload> on(Network network) {
    boolean slow = network == Network.SLOW40;
    long large = (slow ? 4 : 64) * MIB;
    long huge =
        switch (network) {
          case LOOPBACK -> 2048 * MIB;
          case TLS40 -> 512 * MIB;
          case SLOW40 -> 64 * MIB;
        };
    long medium = (slow ? 1 : 16) * MIB;
    return List.of(
        layers(Kind.LARGE_LAYERS, 8, large, 4),
        layers(Kind.SMALL_LAYERS, 60, 256 * KIB, network.isPlain() ? 2 : 5),
        layers(Kind.HUGE_LAYER, 1, huge, slow ? 5 : 6),
        layers(Kind.TINY_LAYERS, 500, 4 * KIB, network.isPlain() ? 3 : 8),
        saved(Kind.SAVED_RANDOM, 8, large, Filling.INCOMPRESSIBLE, slow ? 2 : 3),
        saved(Kind.SAVED_TYPICAL, 8, large, Filling.TYPICAL, slow ? 2 : 4),
        unchanged(medium),
        oneChanged(medium),
        reactor(slow ? 5 * MIB : 50 * MIB, slow ? 100 * KIB : MIB));
  }

  private static Workload layers(Kind kind, int layers, long bytes, int minutes) {
    return new Workload(
        kind,
        layers + " × " + size(bytes),
        minutes,
        folder -> Work.of(folder, ImageWriter.layout(folder, Layer.of(layers, bytes))));
  }

  private static Workload saved(Kind kind, int layers, long bytes, Filling filling, int minutes) {
    String name =
        "docker-save, %d plain layers of %s, %s"
            .formatted(
                layers, size(bytes), filling == Filling.TYPICAL ? "class files" : "incompressible");
    return new Workload(
        kind,
        name,
        minutes,
        folder -> Work.of(folder, ImageWriter.saved(folder, layers, bytes, filling)));
  }

  private static Workload unchanged(long bytes) {
    return new Workload(
        Kind.UNCHANGED,
        "unchanged re-push of 8 × " + size(bytes),
        3,
        folder -> Work.of(folder, ImageWriter.layout(folder, Layer.of(8, bytes))).repeated());
  }

  private static Workload oneChanged(long bytes) {
    return new Workload(
        Kind.ONE_CHANGED,
        "one of 9 layers changed, 64 KiB; the others 8 × " + size(bytes),
        3,
        folder -> {
          BenchImage before = withSmallLayer(folder.resolve("before"), bytes, 1);
          return Work.of(folder, withSmallLayer(folder.resolve("after"), bytes, 2)).after(before);
        });
  }

  private static Workload reactor(long baseLayerBytes, long ownBytes) {
    String name =
        "reactor of 50 modules, %s shared, %s each"
            .formatted(size(4 * baseLayerBytes), size(ownBytes));
    return new Workload(
        Kind.REACTOR, name, 9, new ReactorWriter(50, 4, baseLayerBytes, ownBytes)::write);
  }

  private static BenchImage withSmallLayer(Path folder, long bytes, int version)
      throws IOException {
    List<Layer> layers = new ArrayList<>(Layer.of(8, bytes));
    layers.add(new Layer(64 * KIB, 100 + version));
    return ImageWriter.layout(folder, layers);
  }

  private static String size(long bytes) {
    if (bytes % (1024 * MIB) == 0) {
      return bytes / (1024 * MIB) + " GiB";
    }
    return bytes % MIB == 0 ? bytes / MIB + " MiB" : bytes / KIB + " KiB";
  }
}
