package io.github.ocimaven.testing.image;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Describes a tar entry by entry, in any order and in any dialect. Nothing is checked: names that
 * lead out of the archive, circular links and wrong sizes are written as described.
 */
public final class TarBuilder {

  private final List<TarEntry> entries = new ArrayList<>();
  private TarDialect dialect = TarDialect.USTAR;
  private boolean endMarker = true;

  /** Adds a file. */
  public TarBuilder file(String name, byte[] content) {
    return add(TarEntry.file(name, content));
  }

  /** Adds a file with a text. */
  public TarBuilder file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a file whose header states a size other than that of its content. */
  public TarBuilder lyingFile(String name, byte[] content, long statedSize) {
    return add(new TarEntry(name, TarEntry.FILE, "", content, statedSize));
  }

  /** Adds a folder. */
  public TarBuilder directory(String name) {
    return add(TarEntry.of(name + "/", TarEntry.DIRECTORY, ""));
  }

  /** Adds a symbolic link. */
  public TarBuilder symbolicLink(String name, String target) {
    return add(TarEntry.of(name, TarEntry.SYMBOLIC_LINK, target));
  }

  /** Adds a hard link, whose target is a name from the root of the archive. */
  public TarBuilder hardLink(String name, String target) {
    return add(TarEntry.of(name, TarEntry.HARD_LINK, target));
  }

  /**
   * Adds an entry of any other type.
   *
   * @param name its name
   * @param type its type flag: {@code '3'} a character device, {@code '4'} a block device, {@code
   *     '6'} a FIFO
   */
  public TarBuilder special(String name, char type) {
    return add(TarEntry.of(name, type, ""));
  }

  /** Adds the folders and files of a directory, in lexical order. */
  public TarBuilder directoryTree(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.filter(file -> !file.equals(directory)).sorted().toList();
    }
    for (Path file : files) {
      String name = directory.relativize(file).toString().replace('\\', '/');
      if (Files.isDirectory(file)) {
        directory(name);
      } else {
        file(name, Files.readAllBytes(file));
      }
    }
    return this;
  }

  /** Omits all entries of a name. */
  public TarBuilder without(String name) {
    if (!entries.removeIf(entry -> entry.name().equals(name))) {
      throw new IllegalArgumentException("There is no entry " + name + " among " + names());
    }
    return this;
  }

  /** Replaces the only entry of a name by other entries. */
  public TarBuilder replace(String name, Consumer<TarBuilder> others) {
    int position = names().indexOf(name);
    without(name);
    TarBuilder replacement = new TarBuilder();
    others.accept(replacement);
    entries.addAll(position, replacement.entries);
    return this;
  }

  /** Replaces the content of a file. */
  public TarBuilder replace(String name, String text) {
    return replace(name, tar -> tar.file(name, text));
  }

  /** Writes a text before each name, such as {@code ./}. */
  public TarBuilder prefix(String prefix) {
    entries.replaceAll(entry -> entry.renamed(prefix + entry.name()));
    return this;
  }

  /** Reverses the order of the entries. */
  public TarBuilder reversed() {
    Collections.reverse(entries);
    return this;
  }

  /** Shuffles the entries, depending on a seed. */
  public TarBuilder shuffled(long seed) {
    Collections.shuffle(entries, new Random(seed));
    return this;
  }

  /** Omits the folders, as many tools do. */
  public TarBuilder withoutDirectories() {
    entries.removeIf(entry -> entry.type() == TarEntry.DIRECTORY);
    return this;
  }

  /** Sets the dialect; the default is ustar. */
  public TarBuilder dialect(TarDialect other) {
    dialect = other;
    return this;
  }

  /** Ends the tar after the last entry, without the two empty blocks. */
  public TarBuilder withoutEndMarker() {
    endMarker = false;
    return this;
  }

  /** The names of the entries, in their order. */
  public List<String> names() {
    return entries.stream().map(TarEntry::name).toList();
  }

  /** The size of the content of the first entry of a name. */
  public long size(String name) {
    return entries.get(names().indexOf(name)).content().length;
  }

  /** Runs an action for each entry, in order. */
  public void forEachEntry(Consumer<TarEntry> action) {
    entries.forEach(action);
  }

  /** The bytes of the tar. */
  public byte[] bytes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (TarEntry entry : entries) {
      dialect.write(entry, out);
    }
    if (endMarker) {
      out.write(new byte[2 * TarDialect.BLOCK]);
    }
    return out.toByteArray();
  }

  /** Writes a plain tar. */
  public Path write(Path tar) throws IOException {
    return Files.write(tar, bytes());
  }

  /** Writes a tar compressed with gzip. */
  public Path writeGzip(Path file) throws IOException {
    return Files.write(file, gzip(bytes()));
  }

  /** Writes a tar compressed with zstd. */
  public Path writeZstd(Path file) throws IOException {
    return Files.write(file, zstd(bytes()));
  }

  /** Compresses with gzip. */
  public static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  /** Compresses with zstd. */
  public static byte[] zstd(byte[] plain) {
    return Zstd.compress(plain);
  }

  TarBuilder copy() {
    TarBuilder copy = new TarBuilder();
    copy.entries.addAll(entries);
    copy.dialect = dialect;
    copy.endMarker = endMarker;
    return copy;
  }

  /** Adds an entry as it is. */
  public TarBuilder add(TarEntry entry) {
    entries.add(entry);
    return this;
  }
}
