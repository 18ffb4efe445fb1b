package io.github.ocimaven.mojo.result;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.mojo.parameter.GoalException;
import io.github.ocimaven.push.PushResult;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes result files for later steps: {@code image.digest}, which holds only the digest, and
 * {@code image.json}, whose first fields are named as in Jib's {@code jib-image.json}.
 */
public final class ResultFiles {

  private static final String DIGEST = "image.digest";
  private static final String JSON = "image.json";

  private final OutputDirectory directory;

  /**
   * Makes sure, before anything is pushed, that results can be written, and removes those of an
   * earlier push.
   *
   * @param directory is created if it does not exist
   * @throws GoalException if the directory is not writable
   */
  public ResultFiles(Path directory) {
    this.directory = new OutputDirectory(directory, "the push's results", DIGEST, JSON);
  }

  /** Returns the path of the digest's file in a folder of results. */
  public static Path digestIn(Path directory) {
    return directory.resolve(DIGEST);
  }

  /**
   * Writes both files.
   *
   * @param results the result of each destination, one or more
   * @throws GoalException if they can't be written
   */
  public void write(List<PushResult> results) {
    PushResult first = results.get(0);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
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
    directory.write(DIGEST, first.digest().toString());
    directory.write(JSON, json);
  }
}
