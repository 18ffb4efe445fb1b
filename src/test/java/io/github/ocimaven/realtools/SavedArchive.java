package io.github.ocimaven.realtools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.Shell;
import io.github.ocimaven.testing.tool.RequiredTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A docker-save archive that was unpacked with tar, read without the plugin's code.
 *
 * @param directory the folder of its files
 */
record SavedArchive(Path directory) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Unpacks an archive, which tar decompresses if necessary. */
  static SavedArchive unpack(Path work, String archive) throws IOException, InterruptedException {
    RequiredTools.assume("tar");
    Path directory = Files.createTempDirectory(work, "saved-");
    Shell.runOrFail(work, "tar", "-xf", archive, "-C", directory.toString());
    return new SavedArchive(directory);
  }

  /** Returns the number of images. */
  int images() throws IOException {
    return manifest().size();
  }

  /** Returns the ID of the only image, which is the digest of its config. */
  String imageId() throws IOException {
    if (images() != 1) {
      throw new AssertionError(directory + " has " + images() + " images");
    }
    return id(manifest().get(0));
  }

  /** Returns the ID of the image with a name. */
  String imageId(String repoTag) throws IOException {
    for (JsonNode entry : manifest()) {
      for (JsonNode name : entry.path("RepoTags")) {
        if (name.asText().equals(repoTag)) {
          return id(entry);
        }
      }
    }
    throw new AssertionError(directory + " has no image " + repoTag);
  }

  private String id(JsonNode entry) throws IOException {
    return Digests.sha256(directory.resolve(entry.path("Config").asText()));
  }

  private JsonNode manifest() throws IOException {
    return MAPPER.readTree(directory.resolve("manifest.json").toFile());
  }
}
