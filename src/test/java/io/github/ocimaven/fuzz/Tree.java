package io.github.ocimaven.fuzz;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.image.TarEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** The files of an image, which can be changed and then written as a folder or as a tar. */
final class Tree {

  static final char FILE = '0';
  static final char HARD_LINK = '1';
  static final char SYMBOLIC_LINK = '2';
  static final char DIRECTORY = '5';
  static final char FIFO = '6';

  /**
   * How many references a change follows: it would not end if mutated documents referred to each
   * other.
   */
  private static final int MAX_DEPTH = 6;

  /** More than any layer of the corpus has, but so few that decompression bombs are harmless. */
  private static final int MAX_PLAIN_BYTES = 1 << 20;

  private static final int MAX_DOCUMENT_BYTES = 256 * 1024;

  private final List<TarEntry> entries;

  Tree(List<TarEntry> entries) {
    this.entries = new ArrayList<>(entries);
  }

  List<TarEntry> entries() {
    return entries;
  }

  TarEntry entry(int index) {
    return entries.get(index);
  }

  /** Returns the positions of the entries with content. */
  List<Integer> files() {
    return IntStream.range(0, entries.size())
        .filter(i -> entries.get(i).type() == FILE)
        .boxed()
        .toList();
  }

  /** Returns the positions of the JSON documents. */
  List<Integer> documents() {
    return files().stream().filter(i -> isDocument(entries.get(i))).toList();
  }

  private static boolean isDocument(TarEntry entry) {
    byte[] content = entry.content();
    return entry.type() == FILE
        && content.length > 1
        && content.length <= MAX_DOCUMENT_BYTES
        && (content[0] == '{' || content[0] == '[');
  }

  /** Changes a file and, if {@code repaired}, everything that refers to it. */
  void change(int index, byte[] content, boolean repaired) throws IOException {
    change(index, content, repaired ? 0 : MAX_DEPTH);
  }

  private void change(int index, byte[] content, int depth) throws IOException {
    TarEntry old = entries.get(index);
    entries.set(index, new TarEntry(old.name(), old.type(), old.link(), content, content.length));
    if (depth == MAX_DEPTH) {
      return;
    }
    Map<String, String> digests = new LinkedHashMap<>();
    digests.put(hex(old.content()), hex(content));
    digests.putIfAbsent(hex(plain(old.content())), hex(plain(content)));
    for (Map.Entry<String, String> digest : digests.entrySet()) {
      if (!digest.getKey().equals(digest.getValue())) {
        carryOn(digest.getKey(), digest.getValue(), content.length, depth);
      }
    }
  }

  private void carryOn(String oldHex, String newHex, int size, int depth) throws IOException {
    entries.replaceAll(
        entry ->
            new TarEntry(
                entry.name().replace(oldHex, newHex),
                entry.type(),
                entry.link().replace(oldHex, newHex),
                entry.content(),
                entry.statedSize()));
    Pattern sizes = Pattern.compile("(" + newHex + "\"\\s*,\\s*\"size\"\\s*:\\s*)\\d+");
    for (int i = 0; i < entries.size(); i++) {
      if (isDocument(entries.get(i))) {
        // One character per byte, so that all other bytes stay the same.
        String text = new String(entries.get(i).content(), StandardCharsets.ISO_8859_1);
        if (text.contains(oldHex)) {
          String next = sizes.matcher(text.replace(oldHex, newHex)).replaceAll("$1" + size);
          change(i, next.getBytes(StandardCharsets.ISO_8859_1), depth + 1);
        }
      }
    }
  }

  private static String hex(byte[] content) {
    return Digests.sha256(content).substring("sha256:".length());
  }

  /** Decompresses gzip or zstd, up to a limit, and returns any other bytes unchanged. */
  static byte[] plain(byte[] content) {
    if (content.length < 4) {
      return content;
    }
    try (InputStream bytes = new ByteArrayInputStream(content)) {
      if ((content[0] & 0xff) == 0x1f && (content[1] & 0xff) == 0x8b) {
        return new GZIPInputStream(bytes).readNBytes(MAX_PLAIN_BYTES);
      }
      if ((content[0] & 0xff) == 0x28 && (content[1] & 0xff) == 0xb5) {
        try (InputStream zstd = new ZstdInputStreamNoFinalizer(bytes)) {
          return zstd.readNBytes(MAX_PLAIN_BYTES);
        }
      }
    } catch (IOException e) {
      // It only looks compressed.
    }
    return content;
  }
}
