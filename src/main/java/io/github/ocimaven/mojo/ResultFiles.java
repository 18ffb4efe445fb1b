package io.github.ocimaven.mojo;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushResult;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;

/**
 * Writes what later steps want to know: {@code image.digest}, the digest alone, and {@code
 * image.json}, whose first fields are named as in Jib's {@code jib-image.json}.
 */
final class ResultFiles {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final String DIGEST = "image.digest";
  private static final String JSON = "image.json";

  private final Path directory;

  /**
   * Makes sure, before anything is pushed, that results can be written, and removes those of an
   * earlier push: if this one fails, nothing must look like its result.
   *
   * @param directory is created where it does not exist
   * @throws MojoFailureException if it can't be written to
   */
  ResultFiles(Path directory) throws MojoFailureException {
    this.directory = directory;
    try {
      Files.createDirectories(directory);
      Files.deleteIfExists(directory.resolve(DIGEST));
      Files.deleteIfExists(directory.resolve(JSON));
    } catch (IOException e) {
      throw unwritable(e);
    }
    if (!Files.isWritable(directory)) {
      throw unwritable(new AccessDeniedException(directory.toString()));
    }
  }

  private MojoFailureException unwritable(IOException reason) {
    return new MojoFailureException(
        "Cannot write the push's results to "
            + directory
            + ": "
            + explain(reason)
            + "; make it writable, or set 'outputDirectory' (-Doci.outputDirectory=…) to a"
            + " directory that is",
        reason);
  }

  /** The message of a file system's exception is little more than the path. */
  private static String explain(IOException reason) {
    if (reason instanceof AccessDeniedException) {
      return "permission denied";
    }
    return reason instanceof FileSystemException failure && failure.getReason() != null
        ? failure.getReason()
        : reason.toString();
  }

  /**
   * Writes both files.
   *
   * @param results what was done at each destination, one or more
   * @throws MojoFailureException if they can't be written
   */
  void write(List<PushResult> results) throws MojoFailureException {
    PushResult first = results.get(0);
    ObjectNode json = MAPPER.createObjectNode();
    json.put("image", first.target().toString());
    if (first.imageId() != null) {
      json.put("imageId", first.imageId().toString());
    }
    json.put("imageDigest", first.digest().toString());
    first.target().tags().forEach(json.putArray("tags")::add);
    json.put("imagePushed", results.stream().anyMatch(result -> !result.isUnchanged()));
    var destinations = json.putArray("destinations");
    for (PushResult result : results) {
      Target target = result.target();
      ObjectNode destination = destinations.addObject();
      destination.put("registry", target.registry());
      destination.put("repository", target.repository());
      target.tags().forEach(destination.putArray("tags")::add);
      result.movedTags().forEach(destination.putArray("movedTags")::add);
      destination.put("uploadedBlobs", result.uploaded().blobs());
      destination.put("uploadedBytes", result.uploaded().bytes());
      destination.put("mountedBlobs", result.mounted().blobs());
      destination.put("mountedBytes", result.mounted().bytes());
      destination.put("presentBlobs", result.present().blobs());
      destination.put("presentBytes", result.present().bytes());
    }
    try {
      Files.writeString(directory.resolve(DIGEST), first.digest().toString());
      Files.writeString(
          directory.resolve(JSON), MAPPER.writeValueAsString(json) + System.lineSeparator());
    } catch (IOException e) {
      throw unwritable(e);
    }
  }
}
