package io.github.ocimaven.testing.registry.endpoint;

import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.registry.exchange.Endpoint;
import io.github.ocimaven.testing.registry.exchange.RegistryError;
import io.github.ocimaven.testing.registry.exchange.RegistryExchange;
import io.github.ocimaven.testing.registry.exchange.RegistryRequest;
import io.github.ocimaven.testing.registry.exchange.RegistryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Receives blobs: in one request, as a stream, in chunks, or mounted from another repository. */
public final class UploadEndpoint implements Endpoint {

  private final RegistryStore store;
  private final Locations locations;
  private final Map<String, UploadSession> sessions = new ConcurrentHashMap<>();

  public UploadEndpoint(RegistryStore store, Locations locations) {
    this.store = store;
    this.locations = locations;
  }

  @Override
  public void handle(RegistryExchange exchange, String name, String id)
      throws IOException, RegistryError {
    if (id.isEmpty()) {
      if (!exchange.request().method().equals("POST")) {
        throw Endpoint.unsupported();
      }
      start(exchange, name);
      return;
    }
    UploadSession session = session(exchange, name, id);
    switch (exchange.request().method()) {
      case "GET" -> progress(exchange, session, 204);
      case "PATCH" -> patch(exchange, session);
      case "PUT" -> finish(exchange, name, session);
      case "DELETE" -> {
        discard(session);
        exchange.send(204);
      }
      default -> throw Endpoint.unsupported();
    }
  }

  private void start(RegistryExchange exchange, String name) throws IOException, RegistryError {
    Optional<String> mount = exchange.request().parameter("mount");
    Optional<String> from = exchange.request().parameter("from");
    if (mount.isPresent() && from.isPresent() && store.blob(from.get(), mount.get()).isPresent()) {
      created(exchange, name, mount.get());
      return;
    }
    UploadSession session = new UploadSession(name, store.files());
    sessions.put(session.id(), session);
    if (exchange.request().parameter("digest").isPresent()) {
      finish(exchange, name, session);
    } else {
      progress(exchange, session, 202);
    }
  }

  private void patch(RegistryExchange exchange, UploadSession session)
      throws IOException, RegistryError {
    append(exchange, session);
    progress(exchange, session, 202);
  }

  private void finish(RegistryExchange exchange, String name, UploadSession session)
      throws IOException, RegistryError {
    String digest =
        exchange
            .request()
            .parameter("digest")
            .filter(Digests::isSupported)
            .orElseThrow(
                () -> new RegistryError(400, "DIGEST_INVALID", "digest missing or invalid"));
    append(exchange, session);
    if (!session.matches(digest)) {
      discard(session);
      throw new RegistryError(400, "DIGEST_INVALID", "provided digest did not match the content");
    }
    sessions.remove(session.id());
    store.files().adopt(session.file(), digest);
    created(exchange, name, digest);
  }

  private void append(RegistryExchange exchange, UploadSession session)
      throws IOException, RegistryError {
    Optional<String> range = exchange.request().header("Content-Range");
    if (range.isPresent() && !startsAt(session.size(), range.get(), exchange.request())) {
      locations.set(exchange, session.location());
      exchange.header("Range", session.range());
      throw new RegistryError(416, "BLOB_UPLOAD_INVALID", "expected " + session.size());
    }
    session.append(exchange.body());
  }

  /** Whether a Content-Range starts at an offset and matches the Content-Length. */
  private static boolean startsAt(long offset, String range, RegistryRequest request) {
    String expected =
        request
            .header("Content-Length")
            .map(length -> offset + "-" + (offset + Long.parseLong(length) - 1))
            .orElse(offset + "-\\d+");
    return range.matches(expected);
  }

  private void progress(RegistryExchange exchange, UploadSession session, int status)
      throws IOException {
    locations.set(exchange, session.location());
    exchange
        .header("Range", session.range())
        .header("Docker-Upload-UUID", session.id())
        .send(status);
  }

  private void created(RegistryExchange exchange, String name, String digest) throws IOException {
    store.findOrCreate(name).link(digest);
    locations.set(exchange, "/v2/" + name + "/blobs/" + digest);
    exchange.header("Docker-Content-Digest", digest).send(201);
  }

  private void discard(UploadSession session) throws IOException {
    sessions.remove(session.id());
    Files.deleteIfExists(session.file());
  }

  private UploadSession session(RegistryExchange exchange, String name, String id)
      throws RegistryError {
    // If Locations have no query, the state is the last segment of the path.
    String[] idAndState = id.split("~", 2);
    UploadSession session = sessions.get(idAndState[0]);
    String state = exchange.request().parameter("_state").orElse(idAndState[idAndState.length - 1]);
    if (session == null || !session.belongsTo(name) || !session.hasIssued(state)) {
      throw new RegistryError(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
    }
    String method = exchange.request().method();
    if ((method.equals("PATCH") || method.equals("PUT")) && !session.isNewest(state)) {
      throw new RegistryError(400, "BLOB_UPLOAD_INVALID", "the upload goes on elsewhere");
    }
    return session;
  }
}
