package io.github.ocimaven.source.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/**
 * Reads the headers of a tar, but none of its content. The library (Commons Compress) only parses
 * single header blocks. Extension headers are read here, because the library reads them whole,
 * whatever size they claim, recurses over them, and copies all of a global header's records for
 * each entry after it.
 */
final class TarIndex {

  /** Allows two headers per entry; a layout has one entry per blob. */
  private static final int MAX_HEADERS = 65_536;

  private static final int MAX_EXTENSION_BYTES = 64 * 1024;

  /** About 200 bytes for each of 20,000 entries: only their names are kept. */
  private static final long MAX_EXTENSIONS_BYTES = 4L * 1024 * 1024;

  /** The offset of a sparse header's flag that another one follows. */
  private static final int SPARSE_CONTINUES = 504;

  private static final ZipEncoding UTF_8 = ZipEncodingHelper.getZipEncoding("UTF-8");

  private final FileChannel channel;
  private final long end;
  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<String, String> global = new HashMap<>();
  private final Map<String, String> local = new HashMap<>();
  private long position;
  private int headers;
  private long extensionBytes;

  private TarIndex(FileChannel channel) throws IOException {
    this.channel = channel;
    this.end = channel.size();
  }

  /**
   * An entry, as described by the tar's headers.
   *
   * @param type its type flag, corrected where other fields mark a folder or a sparse file
   * @param offset where its content starts, in bytes
   * @param size its size in bytes; all of its content is inside the tar
   * @param link its target, if it is a link
   */
  record Entry(byte type, long offset, long size, String link) {

    boolean isLink() {
      return type == TarConstants.LF_SYMLINK || type == TarConstants.LF_LINK;
    }
  }

  /**
   * Reads a tar's headers.
   *
   * @return its entries by name, without a trailing slash; of entries with the same name the last
   *     one counts, as for every tool that unpacks a tar
   * @throws IOException if it can't be read, or its headers exceed a limit
   */
  static Map<String, Entry> read(Path tar) throws IOException {
    try (FileChannel channel = FileChannel.open(tar, StandardOpenOption.READ)) {
      TarIndex index = new TarIndex(channel);
      while (index.readHeader()) {
        // readHeader() adds the entry.
      }
      return index.entries;
    } catch (IllegalArgumentException e) {
      throw new IOException("its headers are malformed", e); // from the library, for a number
    }
  }

  /** Reads a header and moves to the next one; returns false at the end of the tar. */
  private boolean readHeader() throws IOException {
    if (end - position < TarHeader.BYTES) {
      return false;
    }
    byte[] block = readBytes(TarHeader.BYTES);
    if (TarHeader.isEnd(block)) {
      return false;
    }
    headers++;
    if (headers > MAX_HEADERS) {
      throw new IOException("it has more than " + MAX_HEADERS + " headers");
    }
    if (!TarHeader.isHeader(block)) {
      throw new IOException("there is no header at byte " + (position - TarHeader.BYTES));
    }
    TarArchiveEntry header = new TarArchiveEntry(block, UTF_8);
    if (!isExtension(header)) {
      add(header);
      return true;
    }
    long size = header.getSize();
    if (size < 0 || size > MAX_EXTENSION_BYTES) {
      throw new IOException("it has an extension header of " + size + " bytes");
    }
    extensionBytes += size;
    if (extensionBytes > MAX_EXTENSIONS_BYTES) {
      throw new IOException(
          "its extension headers have more than " + MAX_EXTENSIONS_BYTES + " bytes");
    }
    requireInside(size);
    long next = padded(position + size);
    readExtension(header, readBytes((int) size));
    position = next;
    return true;
  }

  private static boolean isExtension(TarArchiveEntry header) {
    return header.isPaxHeader()
        || header.isGlobalPaxHeader()
        || header.isGNULongNameEntry()
        || header.isGNULongLinkEntry();
  }

  private void readExtension(TarArchiveEntry header, byte[] content) throws IOException {
    if (header.isGNULongNameEntry()) {
      local.put(PaxRecords.PATH, untilZero(content));
    } else if (header.isGNULongLinkEntry()) {
      local.put(PaxRecords.LINK, untilZero(content));
    } else {
      PaxRecords.read(content, header.isGlobalPaxHeader() ? global : local);
    }
  }

  private void add(TarArchiveEntry header) throws IOException {
    skipSparseHeaders(header);
    String name = extended(PaxRecords.PATH, header.getName());
    String link = extended(PaxRecords.LINK, header.getLinkName());
    long size = PaxRecords.size(extended(PaxRecords.SIZE, ""), header.getSize());
    boolean sparse = !extended(PaxRecords.SPARSE, "").isEmpty();
    requireInside(size);
    byte type = header.getLinkFlag();
    if (sparse) {
      type = TarConstants.LF_GNUTYPE_SPARSE;
    } else if (isFile(type) && name.endsWith("/")) {
      type = TarConstants.LF_DIR; // the oldest dialect marks folders by a trailing slash
    }
    entries.put(normalize(name), new Entry(type, position, size, link));
    position = padded(position + size);
    local.clear();
  }

  private static boolean isFile(byte type) {
    return type == TarConstants.LF_NORMAL || type == TarConstants.LF_OLDNORM;
  }

  /**
   * Returns the name by which an entry is looked up.
   *
   * @param name the name in an archive, or in one of its documents
   */
  static String normalize(String name) {
    String relative = name.startsWith("./") ? name.substring(2) : name;
    return relative.endsWith("/") ? relative.substring(0, relative.length() - 1) : relative;
  }

  /** GNU's old sparse files have more headers, each with a flag whether another one follows. */
  private void skipSparseHeaders(TarArchiveEntry header) throws IOException {
    boolean more = header.isGNUSparse() && header.isExtended();
    while (more) {
      requireInside(TarHeader.BYTES);
      more = readBytes(TarHeader.BYTES)[SPARSE_CONTINUES] != 0;
    }
  }

  /** Returns a field, or the record that overrides it; an empty record undoes that (pax). */
  private String extended(String key, String field) {
    String value = local.containsKey(key) ? local.get(key) : global.get(key);
    return value == null || value.isEmpty() ? field : value;
  }

  private void requireInside(long size) throws IOException {
    if (size < 0 || size > end - position) {
      throw new EOFException("an entry at byte " + position + " claims " + size + " bytes");
    }
  }

  private static long padded(long offset) {
    return (offset + TarHeader.BYTES - 1) / TarHeader.BYTES * TarHeader.BYTES;
  }

  private byte[] readBytes(int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, position);
      if (read < 0) {
        throw new EOFException("it ends early");
      }
      position += read;
    }
    return buffer.array();
  }

  private static String untilZero(byte[] content) {
    int length = 0;
    while (length < content.length && content[length] != 0) {
      length++;
    }
    return new String(content, 0, length, StandardCharsets.UTF_8);
  }
}
