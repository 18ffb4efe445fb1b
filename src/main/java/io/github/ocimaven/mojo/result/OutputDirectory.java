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

/** Where a goal writes its results, as the parameter {@code outputDirectory} has it. */
public final class OutputDirectory {

  /** The same bytes on every platform. */
  private static final DefaultPrettyPrinter INDENTED =
      new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

  private final Path path;
  private final String results;

  /**
   * Makes sure, before the goal's work begins, that results can be written, and removes those of an
   * earlier run: if this one fails, nothing must look like its result. What a run that was killed
   * left behind goes, too.
   *
   * @param path is created where it does not exist
   * @param results what is written there, for messages
   * @param files the names of all files that {@link #write} will get
   * @throws GoalException if it can't be written to
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
   * @param text its content; what UTF-8 can't encode (half a surrogate pair) becomes a question
   *     mark
   * @throws GoalException if that is not possible
   */
  public void write(String file, String text) {
    // Renamed when it is complete: half a result would look like one.
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
   * @param json the document
   * @throws GoalException if that is not possible
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
            + "; make it writable and see that there is room, or set 'outputDirectory'"
            + " (-Doci.outputDirectory=…) to another directory",
        reason);
  }
}
