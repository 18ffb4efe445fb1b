package io.github.ocimaven.fuzz;

import io.github.ocimaven.testing.image.TarEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image that can be pushed as it is.
 *
 * @param name what it is
 * @param entries its files
 * @param references what a push may ask for in it
 */
record Sample(String name, List<TarEntry> entries, List<String> references) {

  Sample {
    entries = List.copyOf(entries);
    references = List.copyOf(references);
  }

  /** The forms in which it can be pushed: links are followed in archives only. */
  List<Form> forms() {
    boolean links = entries.stream().anyMatch(entry -> entry.type() == Tree.SYMBOLIC_LINK);
    return Stream.of(Form.values()).filter(form -> !(links && form == Form.DIRECTORY)).toList();
  }

  /** Takes a good tar apart. */
  static Sample of(String name, byte[] tar, String... references) throws IOException {
    List<TarEntry> entries = new ArrayList<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] content = in.readAllBytes();
        char type = entry.getLinkFlag() == 0 ? Tree.FILE : (char) entry.getLinkFlag();
        entries.add(
            new TarEntry(entry.getName(), type, entry.getLinkName(), content, content.length));
      }
    }
    return new Sample(name, entries, List.of(references));
  }
}
