package io.github.ocimaven.testing.image;

/**
 * An entry of a tar, as described by its header.
 *
 * @param name the name, written verbatim: it may be absolute or lead out of the archive
 * @param type the type flag, for example {@code '0'} for a file
 * @param link the target of a link, otherwise empty
 * @param content the bytes that follow the header
 * @param statedSize the size in the header, which may differ from the content's
 */
@SuppressWarnings("ArrayRecordComponent") // read by tests, never compared as a whole
public record TarEntry(String name, char type, String link, byte[] content, long statedSize) {

  static final char FILE = '0';
  static final char HARD_LINK = '1';
  static final char SYMBOLIC_LINK = '2';
  static final char DIRECTORY = '5';

  static TarEntry file(String name, byte[] content) {
    return new TarEntry(name, FILE, "", content, content.length);
  }

  static TarEntry of(String name, char type, String link) {
    return new TarEntry(name, type, link, new byte[0], 0);
  }

  /** Returns the same entry with another size in the header. */
  public TarEntry stating(long size) {
    return new TarEntry(name, type, link, content, size);
  }

  TarEntry renamed(String other) {
    return new TarEntry(other, type, link, content, statedSize);
  }
}
