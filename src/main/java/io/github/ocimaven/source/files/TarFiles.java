package io.github.ocimaven.source.files;

import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Content;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** The files of a plain tar, read in place through an index of its entries. */
public final class TarFiles implements SourceFiles {

  private final String name;
  private final Path path;
  private final Closeable owned;
  private final Map<String, TarIndex.Entry> entries;

  /**
   * Reads the tar's headers, but none of its content.
   *
   * @param name its path, for messages
   * @param path the tar
   * @param owned closed with this: a temporary file, or a no-op
   * @throws IOException if it can't be read as a tar
   */
  public TarFiles(String name, Path path, Closeable owned) throws IOException {
    this.name = name;
    this.path = path.toRealPath();
    this.owned = owned;
    this.entries = TarIndex.read(this.path);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Content> file(String file, Findings findings) {
    TarIndex.Entry entry = entries.get(TarIndex.normalize(file));
    if (entry == null) {
      return Optional.empty();
    }
    if (!isRegularFile(entry)) {
      findings.error("H1", file, "", describe(entry), "an entry that is a regular file");
      return Optional.empty();
    }
    return Optional.of(new FileContent(path, entry.offset(), entry.size(), name + "!/" + file));
  }

  private static boolean isRegularFile(TarIndex.Entry entry) {
    return entry.type() == TarConstants.LF_NORMAL || entry.type() == TarConstants.LF_OLDNORM;
  }

  private static String describe(TarIndex.Entry entry) {
    if (entry.isLink()) {
      return "a link to " + entry.link();
    }
    return entry.type() == TarConstants.LF_DIR ? "a directory" : "a special file";
  }

  @Override
  public Optional<String> link(String file, Findings findings) {
    TarIndex.Entry entry = entries.get(TarIndex.normalize(file));
    if (entry == null || !entry.isLink()) {
      return Optional.empty();
    }
    // A symbolic link is relative to its own folder; a hard link names an entry (POSIX, pax).
    Deque<String> target = new ArrayDeque<>();
    if (entry.type() == TarConstants.LF_SYMLINK) {
      target.addAll(List.of(file.split("/", -1)));
      target.removeLast();
    }
    boolean inside = !entry.link().startsWith("/");
    for (String component : entry.link().split("/", -1)) {
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
  public Optional<List<String>> list(String folder) {
    String prefix = folder + "/";
    List<String> below =
        entries.keySet().stream().filter(entry -> entry.startsWith(prefix)).toList();
    // Archives need not have entries for folders: anything below a path makes it one.
    TarIndex.Entry own = entries.get(folder);
    boolean exists = !below.isEmpty() || (own != null && own.type() == TarConstants.LF_DIR);
    return exists ? Optional.of(below) : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    // Each content opens and closes the tar itself.
    owned.close();
  }
}
