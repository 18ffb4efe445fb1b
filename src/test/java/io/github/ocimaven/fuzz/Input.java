package io.github.ocimaven.fuzz;

import io.github.ocimaven.model.ImageFormat;
import io.github.ocimaven.model.Platform;
import io.github.ocimaven.source.SourceOptions;
import io.github.ocimaven.source.SourceRequest;
import io.github.ocimaven.testing.image.TarDialect;
import io.github.ocimaven.testing.image.TarEntry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mutated image on disk, and the request to push it.
 *
 * @param description the mutations
 * @param includeNondistributable whether all layers are pushed
 */
record Input(String description, SourceRequest request, boolean includeNondistributable) {

  /** The name of the image's folder or tar. */
  private static final String SOURCE = "image";

  private static final long LARGE_BYTES = 256L << 20;
  private static final int MANY = 12_000;

  /** Writes an unchanged sample, with a request that must succeed. */
  static Input good(Sample sample, Form form, Surroundings surroundings) throws IOException {
    Tree tree = new Tree(sample.entries());
    if (form == Form.DIRECTORY) {
      Form.writeDirectory(tree, surroundings.run().resolve(SOURCE), surroundings.fifo());
    } else {
      Files.write(
          surroundings.run().resolve(SOURCE), form.compress(Form.tar(tree, TarDialect.USTAR)));
    }
    String reference = sample.references().isEmpty() ? null : sample.references().get(0);
    SourceRequest request = request(surroundings, SOURCE, reference, SourceOptions.defaults(2));
    return new Input(sample.name() + ", " + form, request, false);
  }

  /** Writes a random mutation of one of the samples. */
  static Input mutated(Dice dice, List<Sample> samples, Surroundings surroundings)
      throws IOException {
    Sample sample = dice.pick(samples);
    Form form = dice.pick(List.of(Form.DIRECTORY, Form.TAR, Form.TAR, Form.GZIP, Form.ZSTD));
    List<String> steps = new ArrayList<>(List.of(sample.name(), form.toString()));
    Tree tree = new Tree(sample.entries());
    int mutations = dice.below(4);
    for (int i = 0; i < mutations; i++) {
      steps.add(
          dice.percent(55)
              ? mutateDocument(dice, tree)
              : new EntryMutation(dice, tree, surroundings.secret()).apply());
    }
    if (form == Form.DIRECTORY) {
      Form.writeDirectory(tree, surroundings.run().resolve(SOURCE), surroundings.fifo());
    } else {
      boolean large = dice.percent(1);
      if (large) {
        steps.add(addManyOrLargeHeaders(dice, tree));
      }
      byte[] tar =
          Form.tar(tree, large ? TarDialect.USTAR : dice.pick(List.of(TarDialect.values())));
      byte[] file = form.compress(mutateTar(dice, tar, steps));
      if (form != Form.TAR && dice.percent(20)) {
        steps.add("changed compressed bytes");
        file = new ByteMutation(dice).anywhere(file);
      }
      Files.write(surroundings.run().resolve(SOURCE), file);
      if (large && form == Form.TAR) {
        lengthen(surroundings.run().resolve(SOURCE));
      }
    }
    String source = dice.percent(90) ? SOURCE : dice.pick(prefixes()) + SOURCE;
    SourceRequest request =
        request(surroundings, source, reference(dice, sample, tree), options(dice));
    steps.add(source + " as " + request.reference() + " with " + request.options());
    return new Input(String.join("; ", steps), request, dice.percent(20));
  }

  private static String mutateDocument(Dice dice, Tree tree) throws IOException {
    List<Integer> documents = tree.documents();
    if (documents.isEmpty()) {
      return "nothing";
    }
    int index = dice.pick(documents);
    TarEntry entry = tree.entry(index);
    boolean repaired = dice.percent(75);
    List<String> names = tree.entries().stream().map(TarEntry::name).toList();
    tree.change(index, new JsonMutation(dice, names).apply(entry.content()), repaired);
    return "changed " + entry.name() + (repaired ? " and what refers to it" : "");
  }

  /** Adds extension headers that are read into memory, or many of them in a row. */
  private static String addManyOrLargeHeaders(Dice dice, Tree tree) {
    char type = dice.pick(List.of('x', 'g', 'L', 'K'));
    if (dice.percent(50)) {
      TarEntry header = new TarEntry("large", type, "", new byte[0], LARGE_BYTES / 2);
      tree.entries().add(header);
      return "a large extension header " + type;
    }
    TarEntry header = new TarEntry("many", type, "", new byte[0], 0);
    tree.entries().addAll(Collections.nCopies(MANY, header));
    return MANY + " extension headers " + type;
  }

  /** Makes a file larger than the heap. It is sparse, so it takes no space. */
  private static void lengthen(Path file) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(LARGE_BYTES);
    }
  }

  private static byte[] mutateTar(Dice dice, byte[] tar, List<String> steps) {
    if (dice.percent(70)) {
      return tar;
    }
    byte[] mutated = tar;
    boolean headers = dice.percent(60);
    int mutations = 1 + dice.below(3);
    for (int i = 0; i < mutations; i++) {
      mutated =
          headers
              ? new ByteMutation(dice).header(mutated)
              : new ByteMutation(dice).anywhere(mutated);
    }
    steps.add(mutations + " changes of " + (headers ? "headers" : "bytes"));
    return dice.percent(70) ? ByteMutation.repair(mutated) : mutated;
  }

  private static List<String> prefixes() {
    return List.of("oci:", "oci-archive:", "docker-archive:", "docker-archive:");
  }

  private static @Nullable String reference(Dice dice, Sample sample, Tree tree) {
    if (!sample.references().isEmpty() && dice.percent(60)) {
      return dice.pick(sample.references());
    }
    String name = dice.pick(tree.entries().isEmpty() ? sample.entries() : tree.entries()).name();
    return dice.percent(90) ? null : "sha256:" + name.substring(name.lastIndexOf('/') + 1);
  }

  private static SourceOptions options(Dice dice) {
    List<Platform> platforms =
        dice.percent(75)
            ? List.of()
            : dice.percent(50)
                ? List.of(new Platform("linux", "amd64", null))
                : List.of(new Platform("linux", "arm64", null), new Platform("linux", "arm", "v7"));
    return SourceOptions.defaults(1 + dice.below(3))
        .withImage(platforms, dice.percent(70) ? null : dice.pick(List.of(ImageFormat.values())));
  }

  private static SourceRequest request(
      Surroundings surroundings, String source, @Nullable String reference, SourceOptions options) {
    Path run = surroundings.run();
    return new SourceRequest(
        run, run.resolve("target"), surroundings.work(), source, reference, options);
  }
}
