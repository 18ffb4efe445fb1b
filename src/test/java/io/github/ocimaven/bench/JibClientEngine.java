package io.github.ocimaven.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.blob.Blobs;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.image.json.OciManifestTemplate;
import com.google.cloud.tools.jib.json.JsonTemplateMapper;
import com.google.cloud.tools.jib.registry.RegistryClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Pushes a layout with jib-core's {@link RegistryClient} as it is, eight blobs at once. */
final class JibClientEngine {

  private static final int THREADS = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private JibClientEngine() {}

  static void push(PushOrder order) throws Exception {
    FailoverHttpClient http = new FailoverHttpClient(order.plain(), false, event -> {});
    RegistryClient client =
        RegistryClient.factory(EventHandlers.NONE, order.address(), order.repository(), http)
            .newRegistryClient();
    JsonNode index = JSON.readTree(order.image().resolve("index.json").toFile());
    byte[] bytes = Files.readAllBytes(file(order.image(), index.path("manifests").path(0)));
    JsonNode manifest = JSON.readTree(bytes);
    List<JsonNode> blobs = new ArrayList<>(List.of(manifest.path("config")));
    manifest.path("layers").forEach(blobs::add);

    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      blobs.forEach(blob -> tasks.add(() -> push(client, order.image(), blob)));
      for (Future<Boolean> task : threads.invokeAll(tasks)) {
        task.get();
      }
    } finally {
      threads.shutdown();
    }
    client.pushManifest(
        JsonTemplateMapper.readJson(bytes, OciManifestTemplate.class), Destination.TAG);
    http.shutDown();
  }

  private static boolean push(RegistryClient client, Path layout, JsonNode blob) throws Exception {
    DescriptorDigest digest = DescriptorDigest.fromDigest(blob.path("digest").asText());
    return client.checkBlob(digest).isPresent()
        || client.pushBlob(digest, Blobs.from(file(layout, blob)), null, sent -> {});
  }

  private static Path file(Path layout, JsonNode descriptor) {
    return layout.resolve("blobs").resolve(descriptor.path("digest").asText().replace(':', '/'));
  }
}
