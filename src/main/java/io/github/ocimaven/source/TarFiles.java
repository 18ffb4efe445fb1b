package io.github.ocimaven.source;

import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Content;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarFile;

/** The files of a plain tar, read in place through an index of its entries. */
final class TarFiles implements SourceFiles {

  private final String name;
  private final Path path;
  private final Closeable owned;
  private final Map<String, TarArchiveEntry> entries = new HashMap<>();

  /**
   * Reads the tar's headers, none of its content.
   *
   * @param name its path, for messages
   * @param path the tar
   * @param owned closed with this: a temporary file, or something that does nothing
   * @throws IOException if it can't be read as a tar
   */
  TarFiles(String name, Path path, Closeable owned) throws IOException {
    this.name = name;
    this.path = path.toRealPath();
    this.owned = owned;
    // Opened here, because the library leaves it open where it does not like the headers.
    try (SeekableByteChannel channel = new HeaderChannel(Files.newByteChannel(this.path));
        TarFile tar = new TarFile(channel)) {
      // Where a name stands twice, the last entry counts, as for every tool that unpacks it.
      tar.getEntries().forEach(entry -> entries.put(normalize(entry.getName()), entry));
    } catch (RuntimeException | StackOverflowError e) {
      // The library recurses over extension headers, and is not careful with every number.
      throw new IOException("its headers are malformed", e);
    }
  }

  private static String normalize(String entryName) {
    String relative = entryName.startsWith("./") ? entryName.substring(2) : entryName;
    return relative.endsWith("/") ? relative.substring(0, relative.length() - 1) : relative;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Content> file(String file, Findings findings) {
    TarArchiveEntry entry = entries.get(normalize(file));
    if (entry == null) {
      return Optional.empty();
    }
    if (!isRegularFile(entry)) {
      findings.error("H1", file, "", describe(entry), "an entry that is a regular file");
      return Optional.empty();
    }
    return Optional.of(
        new FileContent(path, entry.getDataOffset(), entry.getSize(), name + "!/" + file));
  }

  /** TarArchiveEntry.isFile() is true for links and devices too. */
  private static boolean isRegularFile(TarArchiveEntry entry) {
    byte type = entry.getLinkFlag();
    return (type == TarConstants.LF_NORMAL || type == TarConstants.LF_OLDNORM)
        && !entry.isDirectory()
        && !entry.isSparse();
  }

  private static String describe(TarArchiveEntry entry) {
    if (entry.isSymbolicLink() || entry.isLink()) {
      return "a link to " + entry.getLinkName();
    }
    return entry.isDirectory() ? "a directory" : "a special file";
  }

  @Override
  public Optional<String> link(String file, Findings findings) {
    TarArchiveEntry entry = entries.get(normalize(file));
    if (entry == null || !(entry.isSymbolicLink() || entry.isLink())) {
      return Optional.empty();
    }
    // A symbolic link starts from its own folder, a hard link names an entry (POSIX, pax).
    Deque<String> target = new ArrayDeque<>();
    if (entry.isSymbolicLink()) {
      target.addAll(List.of(file.split("/", -1)));
      target.removeLast();
    }
    boolean inside = !entry.getLinkName().startsWith("/");
    for (String component : entry.getLinkName().split("/", -1)) {
      if (component.equals("..")) {
        inside &= target.pollLast() != null;
      } else if (!component.isEmpty() && !component.equals(".")) {
        target.addLast(component);
      }
    }
    if (!inside) {
      findings.error("S5", file, "", describe(entry), "a link to a file of the archive");
      return Optional.empty();
    }
    return Optional.of(String.join("/", target));
  }

  @Override
  public List<String> list(String folder) {
    String prefix = folder + "/";
    return entries.keySet().stream().filter(entry -> entry.startsWith(prefix)).toList();
  }

  @Override
  public void close() throws IOException {
    // Each content opens and closes the tar itself.
    owned.close();
  }
}
