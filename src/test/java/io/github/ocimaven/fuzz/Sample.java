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
 * An image that can be pushed unchanged.
 *
 * @param entries its files
 * @param references the references that a push may use
 */
record Sample(String name, List<TarEntry> entries, List<String> references) {

  Sample {
    entries = List.copyOf(entries);
    references = List.copyOf(references);
  }

  /** Returns the forms in which it can be pushed: links are only followed in archives. */
  List<Form> forms() {
    boolean links = entries.stream().anyMatch(entry -> entry.type() == Tree.SYMBOLIC_LINK);
    return Stream.of(Form.values()).filter(form -> !(links && form == Form.DIRECTORY)).toList();
  }

  /** Unpacks a valid tar. */
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
