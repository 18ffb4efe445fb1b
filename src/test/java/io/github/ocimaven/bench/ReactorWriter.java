package io.github.ocimaven.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.bench.BenchImage.Blob;
import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.image.ImageBuilder;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes a Maven project of many modules, each with the layout of an image that shares its base
 * with all others, and with our goal in its first phase. Shared blobs are hard links to one file.
 *
 * @param modules the number of modules
 * @param baseLayers the number of shared layers
 * @param baseLayerBytes the size of each of these
 * @param ownBytes the size of the one layer that each module has for itself
 */
record ReactorWriter(int modules, int baseLayers, long baseLayerBytes, long ownBytes) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long OWN_SEEDS = 1000;

  private static final String PARENT =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>bench</groupId>
        <artifactId>reactor</artifactId>
        <version>1</version>
        <packaging>pom</packaging>
        <properties>
          <!-- The parent has no image; modules say otherwise. -->
          <oci.skip>true</oci.skip>
          <oci.source>${project.basedir}/oci</oci.source>
          <oci.image>${registry}/bench/${project.artifactId}:1.0</oci.image>
        </properties>
        <modules>
      %s  </modules>
        <build>
          <plugins>
            <plugin>
              <groupId>io.github.ocimaven</groupId>
              <artifactId>oci-maven-plugin</artifactId>
              <version>${plugin.version}</version>
              <executions>
                <execution>
                  <phase>validate</phase>
                  <goals><goal>push</goal></goals>
                </execution>
              </executions>
            </plugin>
          </plugins>
        </build>
      </project>
      """;

  private static final String MODULE =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <parent><groupId>bench</groupId><artifactId>reactor</artifactId><version>1</version></parent>
        <artifactId>%s</artifactId>
        <packaging>pom</packaging>
        <properties><oci.skip>false</oci.skip></properties>
      </project>
      """;

  /** Writes the project below a folder. */
  Work write(Path folder) throws IOException {
    Path project = Files.createDirectories(folder.resolve("reactor"));
    ImageBuilder base = TestImages.layout(folder.resolve("base"));
    for (int i = 0; i < baseLayers; i++) {
      base.randomLayer(baseLayerBytes, i);
    }
    WrittenImage shared = base.write();
    StringBuilder list = new StringBuilder();
    List<BenchImage> images = new ArrayList<>();
    for (int i = 1; i <= modules; i++) {
      String name = String.format(Locale.ROOT, "m%02d", i);
      list.append("    <module>").append(name).append("</module>\n");
      Path module = Files.createDirectories(project.resolve(name));
      Files.writeString(module.resolve("pom.xml"), MODULE.formatted(name));
      images.add(module(module, shared, OWN_SEEDS + i));
    }
    Files.writeString(project.resolve("pom.xml"), PARENT.formatted(list));
    return new Work(folder, images, List.of(), false, Optional.of(project));
  }

  private BenchImage module(Path module, WrittenImage base, long seed) throws IOException {
    Path layout = module.resolve("oci");
    WrittenImage own =
        TestImages.layout(layout).refName(Destination.TAG).randomLayer(ownBytes, seed).write();
    ObjectNode config = read(own, own.configDigest());
    ObjectNode manifest = (ObjectNode) JSON.readTree(own.manifestBytes());
    ObjectNode baseManifest = (ObjectNode) JSON.readTree(base.manifestBytes());
    ObjectNode baseConfig = read(base, base.configDigest());

    prepend(
        (ArrayNode) config.path("rootfs").path("diff_ids"),
        (ArrayNode) baseConfig.path("rootfs").path("diff_ids"));
    prepend((ArrayNode) manifest.path("layers"), (ArrayNode) baseManifest.path("layers"));
    for (String digest : base.blobDigests().subList(1, base.blobDigests().size())) {
      Files.createLink(own.blobFile(digest), base.blobFile(digest));
    }
    byte[] configBytes = JSON.writeValueAsBytes(config);
    String configDigest = store(own, configBytes);
    ((ObjectNode) manifest.path("config"))
        .put("digest", configDigest)
        .put("size", configBytes.length);
    byte[] manifestBytes = JSON.writeValueAsBytes(manifest);
    String manifestDigest = store(own, manifestBytes);
    Files.delete(own.blobFile(own.configDigest()));
    Files.delete(own.blobFile(own.manifestDigest()));
    Path indexFile = layout.resolve("index.json");
    ObjectNode index = (ObjectNode) JSON.readTree(indexFile.toFile());
    ((ObjectNode) index.path("manifests").path(0))
        .put("digest", manifestDigest)
        .put("size", manifestBytes.length);
    Files.write(indexFile, JSON.writeValueAsBytes(index));

    List<String> digests = new ArrayList<>(List.of(configDigest));
    manifest.path("layers").forEach(layer -> digests.add(layer.path("digest").asText()));
    List<Blob> blobs = new ArrayList<>();
    for (String digest : digests) {
      Path file = own.blobFile(digest);
      blobs.add(new Blob(digest, Files.size(file), file));
    }
    return new BenchImage(
        "bench/" + module.getFileName(),
        layout,
        module.resolve("none.tar"),
        manifestDigest,
        blobs,
        blobs.size() - 1);
  }

  private static ObjectNode read(WrittenImage image, String digest) throws IOException {
    return (ObjectNode) JSON.readTree(image.blobFile(digest).toFile());
  }

  private static void prepend(ArrayNode list, ArrayNode first) {
    for (int i = 0; i < first.size(); i++) {
      list.insert(i, first.path(i));
    }
  }

  private static String store(WrittenImage image, byte[] content) throws IOException {
    String digest = Digests.sha256(content);
    Files.write(image.blobFile(digest), content);
    return digest;
  }
}
