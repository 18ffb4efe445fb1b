package io.github.ocimaven.source.files;

import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Content;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The files of a source, on whatever medium: all that reading a layout needs of it. */
public interface SourceFiles extends Closeable {

  /** Returns the source's path, for messages. */
  String name();

  /**
   * Looks up a file.
   *
   * @param path its path below the root, with slashes
   * @param findings gets an error where a link or something else than a file lies there
   * @return the content, or nothing where there is no such file or there is a finding
   */
  Optional<Content> file(String path, Findings findings);

  /**
   * Looks up where a link leads. Layouts have none; docker-save archives link layers.
   *
   * @param path the link's path below the root, with slashes
   * @param findings gets an error where the link leads out of the source
   * @return the path below the root that it names, or nothing where there is no link, there is a
   *     finding, or the medium's links are not followed
   */
  default Optional<String> link(String path, Findings findings) {
    return Optional.empty();
  }

  /**
   * Lists what lies below a folder, each as a path below the root, in no particular order.
   *
   * @param folder the folder's path below the root
   * @return what is below it, or nothing where there is no such folder
   * @throws IOException if the folder can't be read
   */
  Optional<List<String>> list(String folder) throws IOException;
}
