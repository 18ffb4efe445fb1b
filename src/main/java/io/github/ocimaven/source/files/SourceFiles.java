package io.github.ocimaven.source.files;

import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Content;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The files of a source, in a directory or a tar: everything needed to read a layout. */
public interface SourceFiles extends Closeable {

  /** Returns the source's path, for messages. */
  String name();

  /**
   * Looks up a file.
   *
   * @param path its path below the root, with slashes
   * @param findings gets an error if there is a link, or anything else but a file, at the path
   * @return the content, or empty if there is no such file or there is a finding
   */
  Optional<Content> file(String path, Findings findings);

  /**
   * Looks up the target of a link. Layouts have no links; docker-save archives link layers.
   *
   * @param path the link's path below the root, with slashes
   * @param findings gets an error if the link leads outside the source
   * @return the target's path below the root, or empty if there is no link, there is a finding, or
   *     links are not followed (in a directory)
   */
  default Optional<String> link(String path, Findings findings) {
    return Optional.empty();
  }

  /**
   * Lists the contents of a folder, each as a path below the root, in no particular order.
   *
   * @param folder the folder's path below the root
   * @return the paths, or empty if there is no such folder
   * @throws IOException if the folder can't be read
   */
  Optional<List<String>> list(String folder) throws IOException;
}
