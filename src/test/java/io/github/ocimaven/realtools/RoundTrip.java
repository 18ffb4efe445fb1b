package io.github.ocimaven.realtools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.PushRequest;
import io.github.ocimaven.push.PushResult;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.source.SourceRequest;
import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.Shell;
import io.github.ocimaven.testing.tool.DockerRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** From a layout to the reference registry with the plugin, and back into a layout with skopeo. */
final class RoundTrip implements AutoCloseable {

  /** The tools that the round trip needs, besides those that write the layout. */
  static final String[] TOOLS = {DockerRegistry.TOOL, "skopeo"};

  private static final int PARALLELISM = 4;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path work;
  private final DockerRegistry registry;

  private RoundTrip(Path work, DockerRegistry registry) {
    this.work = work;
    this.registry = registry;
  }

  /** Starts an empty registry. */
  static RoundTrip start(Path work) throws IOException, InterruptedException {
    return new RoundTrip(work, DockerRegistry.start());
  }

  /**
   * Pushes a source, pulls it with skopeo, and asserts that the same bytes came back: the document
   * that the tag names, each blob and manifest that the image needs, and nothing else.
   *
   * @param source a layout directory or an archive, relative to the working directory
   * @param sourceReference the ref name in it, or null for the only image
   * @param layout the same layout as a directory, as the tool wrote it
   */
  void assertKeepsEveryByte(String source, String sourceReference, StoredLayout layout)
      throws IOException, InterruptedException {
    PushResult result = push(source, sourceReference);
    String root = layout.rootDigest();

    assertThat(result.digest()).hasToString(root);
    assertThat(result.movedTags()).containsExactly("1.0");
    assertThat(rawDigest()).as("the tag's digest according to skopeo").isEqualTo(root);
    StoredLayout pulled = pull();
    assertThat(pulled.blobs()).isEqualTo(layout.reachable());
    for (String digest : layout.reachable()) {
      assertThat(pulled.blob(digest)).hasSameBinaryContentAs(layout.blob(digest));
    }
  }

  /**
   * Pushes an image of a docker-save archive, pulls it with skopeo, and asserts that it is the same
   * image: it has the same config, byte for byte, and the same layers after decompression.
   *
   * @param request the archive, and a reference to one of its images
   * @param imageId the digest of the image's config
   */
  PushResult assertKeepsTheImage(SourceRequest request, String imageId)
      throws IOException, InterruptedException {
    PushResult result = push(request);

    assertThat(result.imageId()).hasToString(imageId);
    assertThat(rawDigest())
        .as("the tag's digest according to skopeo")
        .isEqualTo(result.digest().toString());
    assertThat(inspect("--config")).as("image ID").isEqualTo(imageId);
    Path pulled = Files.createTempDirectory(work, "pulled-");
    Shell.runOrFail(work, "skopeo", "copy", "--src-tls-verify=false", remote(), "dir:" + pulled);
    // Skopeo has compared every blob with its digest; the config has the layers' diff IDs.
    JsonNode manifest = MAPPER.readTree(pulled.resolve("manifest.json").toFile());
    JsonNode config = MAPPER.readTree(pulled.resolve(hex(imageId)).toFile());
    List<String> diffIds = new ArrayList<>();
    for (JsonNode layer : manifest.path("layers")) {
      Path file = pulled.resolve(hex(layer.path("digest").asText()));
      try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
        diffIds.add(Digests.sha256(in.readAllBytes()));
      }
    }
    assertThat(diffIds).isNotEmpty();
    assertThat(config.path("rootfs").path("diff_ids"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(diffIds);
    return result;
  }

  private static String hex(String digest) {
    return digest.substring(digest.indexOf(':') + 1);
  }

  private PushResult push(String source, String sourceReference) {
    return push(Requests.source(work, source, sourceReference));
  }

  /** Pushes a source, which may be refused. */
  PushResult push(SourceRequest source) {
    var registries =
        Connections.anonymous().connections(PARALLELISM).timeout(Duration.ofSeconds(60)).open();
    var target = new Target(registry.hostAndPort(), "real/image", List.of("1.0"));
    var request = new PushRequest(source, false, List.of(target), PARALLELISM, false);
    return new Pusher(registries, PushListener.NONE).push(request).get(0);
  }

  /** Hashes skopeo's output in a file: reading it as text could change bytes. */
  private String rawDigest() throws IOException, InterruptedException {
    return inspect();
  }

  private String inspect(String... options) throws IOException, InterruptedException {
    Path raw = work.resolve("raw.json");
    List<String> command = new ArrayList<>(List.of("skopeo", "inspect", "--raw"));
    command.addAll(List.of(options));
    command.addAll(List.of("--tls-verify=false", remote()));
    Process skopeo =
        new ProcessBuilder(command)
            .redirectOutput(raw.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(skopeo.waitFor()).as("exit code of skopeo inspect").isZero();
    return Digests.sha256(raw);
  }

  /** Pulls everything; {@code --preserve-digests} makes skopeo fail rather than convert. */
  private StoredLayout pull() throws IOException, InterruptedException {
    Path pulled = Files.createTempDirectory(work, "pulled-");
    Shell.runOrFail(
        work,
        "skopeo",
        "copy",
        "--all",
        "--preserve-digests",
        "--src-tls-verify=false",
        remote(),
        "oci:" + pulled + ":1.0");
    return new StoredLayout(pulled);
  }

  private String remote() {
    return "docker://" + registry.hostAndPort() + "/real/image:1.0";
  }

  @Override
  public void close() throws IOException {
    registry.close();
  }
}
