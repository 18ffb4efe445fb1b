package io.github.ocimaven.testing.registry.endpoint;

import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.registry.exchange.Endpoint;
import io.github.ocimaven.testing.registry.exchange.RegistryError;
import io.github.ocimaven.testing.registry.exchange.RegistryExchange;
import io.github.ocimaven.testing.registry.exchange.RegistryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves and deletes blobs. */
public record BlobEndpoint(RegistryStore store) implements Endpoint {

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

  @Override
  public void handle(RegistryExchange exchange, String name, String digest)
      throws IOException, RegistryError {
    if (!Digests.isSupported(digest)) {
      throw new RegistryError(400, "DIGEST_INVALID", "invalid digest: " + digest);
    }
    Path file =
        store
            .blob(name, digest)
            .orElseThrow(() -> new RegistryError(404, "BLOB_UNKNOWN", "blob unknown to registry"));
    switch (exchange.request().method()) {
      case "GET", "HEAD" -> send(exchange, file, digest);
      case "DELETE" -> {
        store.find(name).ifPresent(repository -> repository.unlink(digest));
        exchange.send(202);
      }
      default -> throw Endpoint.unsupported();
    }
  }

  private static void send(RegistryExchange exchange, Path file, String digest)
      throws IOException, RegistryError {
    long size = Files.size(file);
    exchange
        .header("Content-Type", "application/octet-stream")
        .header("Docker-Content-Digest", digest)
        .header("Accept-Ranges", "bytes");
    Optional<Matcher> range =
        exchange.request().header("Range").map(RANGE::matcher).filter(Matcher::matches);
    if (range.isPresent() && !exchange.request().isHead()) {
      sendRange(exchange, file, size, range.get());
    } else {
      exchange.sendFile(200, file, 0, size);
    }
  }

  private static void sendRange(RegistryExchange exchange, Path file, long size, Matcher range)
      throws IOException, RegistryError {
    long first = Long.parseLong(range.group(1));
    long last = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
    last = Math.min(last, size - 1);
    if (first > last) {
      exchange.header("Content-Range", "bytes */" + size);
      throw new RegistryError(416, "UNSUPPORTED", "The range is not satisfiable.");
    }
    exchange.header("Content-Range", "bytes " + first + "-" + last + "/" + size);
    exchange.sendFile(206, file, first, last - first + 1);
  }
}
