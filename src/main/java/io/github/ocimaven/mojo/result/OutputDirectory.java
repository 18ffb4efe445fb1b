package io.github.ocimaven.mojo.result;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.ocimaven.file.TemporaryFile;
import io.github.ocimaven.json.JsonTree;
import io.github.ocimaven.mojo.parameter.GoalException;
import io.github.ocimaven.mojo.parameter.GoalException.Topic;
import io.github.ocimaven.text.IoFailure;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory where a goal writes its results. */
public final class OutputDirectory {

  /** Writes the same bytes on every platform. */
  private static final DefaultPrettyPrinter INDENTED =
      new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

  private final Path path;
  private final String results;

  /**
   * Makes sure, before the goal's work begins, that results can be written. Removes the results of
   * an earlier run, so that nothing looks like a result of this run if it fails. Also removes
   * temporary files of a run that was killed.
   *
   * @param path is created if it does not exist
   * @param results what is written there, for messages
   * @param files the names of all files that will be written
   * @throws GoalException if the directory is not writable
   */
  public OutputDirectory(Path path, String results, String... files) {
    this.path = path;
    this.results = results;
    try {
      Files.createDirectories(path);
      TemporaryFile.deleteAbandoned(path);
      for (String file : files) {
        Files.deleteIfExists(path.resolve(file));
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
    if (!Files.isWritable(path)) {
      throw unwritable(new AccessDeniedException(path.toString()));
    }
  }

  /**
   * Writes a text.
   *
   * @param file the file's name
   * @param text its content; characters that UTF-8 can't encode (half a surrogate pair) become
   *     question marks
   * @throws GoalException if the file can't be written
   */
  public void write(String file, String text) {
    // Written to a draft, then renamed: half a result would look like a whole one.
    try (TemporaryFile draft = TemporaryFile.create(path, file + "-")) {
      Files.write(draft.path(), text.getBytes(StandardCharsets.UTF_8));
      draft.moveTo(path.resolve(file));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Writes a JSON document, indented, with a newline at its end.
   *
   * @param file the file's name
   * @throws GoalException if the file can't be written
   */
  public void write(String file, JsonNode json) {
    StringWriter text = new StringWriter();
    try {
      JsonTree.write(
          json, JsonTree.JSON.createGenerator(text).setPrettyPrinter(INDENTED.createInstance()));
    } catch (IOException e) {
      throw unwritable(e);
    }
    write(file, text + "\n");
  }

  private GoalException unwritable(IOException reason) {
    return new GoalException(
        Topic.OUTPUT_DIRECTORY,
        "Cannot write "
            + results
            + " to "
            + path
            + ": "
            + IoFailure.explain(reason)
            + "; make it writable and free some space, or set 'outputDirectory'"
            + " (-Doci.outputDirectory=…) to another directory",
        reason);
  }
}
