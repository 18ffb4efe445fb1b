package io.github.ocimaven.registry.jib.upload;

import com.google.api.client.http.HttpContent;
import com.google.cloud.tools.jib.http.Response;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.registry.jib.auth.RegistryHttp;
import io.github.ocimaven.registry.jib.failure.InvalidResponse;
import io.github.ocimaven.registry.jib.failure.NotARegistry;
import io.github.ocimaven.registry.jib.failure.Refused;
import io.github.ocimaven.registry.jib.failure.Statuses;
import io.github.ocimaven.registry.jib.failure.UploadLost;
import io.github.ocimaven.registry.jib.http.WireRequest;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One upload of a blob, as the registry keeps it (distribution-spec, "Pushing blobs"). Used by one
 * thread at a time.
 */
public final class UploadSession {

  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final RegistryHttp http;

  /** Where the upload goes on; each answer may name another place. */
  private volatile URL location;

  private final long leastPart;

  private long received;
  private boolean resumed;
  private volatile boolean over;

  private UploadSession(RegistryHttp http, URL location, long leastPart) {
    this.http = http;
    this.location = location;
    this.leastPart = leastPart;
  }

  /**
   * Begins an upload, or mounts the blob.
   *
   * @param http sends the requests
   * @param path the repository's uploads, below {@code /v2/}, with a query that asks for a mount or
   *     without
   * @return the upload, or nothing where the blob was mounted
   * @throws IOException if the registry begins none
   */
  static Optional<UploadSession> begin(RegistryHttp http, String path) throws IOException {
    URL url = http.url(path);
    try (Response answer = http.send(WireRequest.of("POST", url))) {
      if (answer.getStatusCode() == 201 && url.getQuery() != null) {
        return Optional.empty();
      }
      URL location = location(answer);
      if (location == null) {
        NotARegistry.throwIfWebPage(answer.getHeader("Content-Type"));
        throw new InvalidResponse("it names no place to upload to, which Location should");
      }
      return Optional.of(new UploadSession(http, location, leastPart(answer)));
    }
  }

  private static long leastPart(Response answer) {
    List<String> header = answer.getHeader("OCI-Chunk-Min-Length");
    return header.size() == 1 && header.get(0).matches("[0-9]{1,18}")
        ? Long.parseLong(header.get(0))
        : 0;
  }

  /** Returns how many bytes the registry has. */
  long received() {
    return received;
  }

  /** Returns how many bytes a part that is not the last has at least. */
  long leastPart() {
    return leastPart;
  }

  /**
   * Sends bytes.
   *
   * @param part follows what the registry has
   * @throws UploadLost if the upload can't go on like this
   * @throws IOException if the registry does not take them
   */
  void send(BlobBody part) throws IOException {
    // Without a range it is a stream, which every registry knows; parts are not as common.
    // After a break it tells the registry what was meant, should it be busy with the rest still.
    boolean stream = part.isWhole() && !resumed;
    Map<String, String> headers = stream ? Map.of() : Map.of("Content-Range", part.range());
    exchange(new WireRequest("PATCH", location, headers, part));
  }

  /**
   * Ends the upload.
   *
   * @param digest of all that was sent, these bytes included
   * @param last bytes that were not sent yet, which may be none
   * @return the digest that the registry names, if it names one
   * @throws UploadLost if the registry knows nothing of it
   * @throws IOException if the registry does not take it
   */
  Optional<String> commit(Digest digest, HttpContent last) throws IOException {
    String query = location.getQuery();
    URL url = new URL(location + (query == null ? "?" : "&") + "digest=" + digest);
    Optional<String> named = exchange(new WireRequest("PUT", url, Map.of(), last));
    over = true;
    return named;
  }

  private Optional<String> exchange(WireRequest request) throws IOException {
    try (Response answer = http.send(request)) {
      if (answer.getBody() != null && answer.getBody().read() >= 0) {
        NotARegistry.throwIfWebPage(
            answer.getHeader("Content-Type")); // what is empty may have any type
      }
      moveTo(answer);
      return answer.getHeader("Docker-Content-Digest").stream().findFirst();
    } catch (Refused e) {
      if (e.deniesAccess() || BodyLimit.isExceeded(e.response()) || !isLost(e)) {
        throw e;
      }
      // That one may be asked where to go on.
      over |= e.status() != RANGE_NOT_SATISFIABLE;
      throw new UploadLost(e);
    }
  }

  private boolean isLost(Refused refusal) {
    List<String> codes = refusal.response().codes();
    return switch (refusal.status()) {
      case RANGE_NOT_SATISFIABLE -> true;
      case 404, 410 ->
          (codes.isEmpty() && refusal.peer().isRegistry())
              || codes.stream().anyMatch(UploadSession::isOfUpload);
      // What was put together of two halves may not fit: the registry had miscounted.
      default ->
          codes.stream().anyMatch(UploadSession::isOfUpload)
              || (resumed && codes.contains("DIGEST_INVALID"));
    };
  }

  private static boolean isOfUpload(String code) {
    return code.startsWith("BLOB_UPLOAD_");
  }

  /**
   * Asks the registry, after the upload has broken, how much of it has arrived.
   *
   * @return whether it can go on from there
   * @throws IOException if there is no answer, or one that says to come back later
   */
  boolean resume() throws IOException {
    if (over) {
      return false;
    }
    try (Response answer = http.send(WireRequest.of("GET", location))) {
      OptionalLong bytes = ReceivedRange.bytes(answer.getHeader("Range"));
      bytes.ifPresent(number -> received = number);
      moveTo(answer);
      resumed = true;
      return bytes.isPresent();
    } catch (Refused e) {
      if (Statuses.isOverload(e.status())) {
        throw e;
      }
      over |= e.isNotFound();
      return false;
    }
  }

  /**
   * Lets the registry forget the upload, as far as it listens. Distribution 3 does not, unless it
   * is asked first where the upload is by now.
   */
  public void cancel() {
    try {
      boolean unused = resume();
      if (!over) {
        http.send(WireRequest.of("DELETE", location)).close();
      }
    } catch (IOException e) {
      // It forgets uploads by itself, after a while.
    }
  }

  private void moveTo(Response answer) throws IOException {
    URL next = location(answer);
    if (next != null) {
      location = next;
    }
  }

  /** Redirects may have led to another host, to which a relative Location then belongs. */
  private static @Nullable URL location(Response answer) throws IOException {
    List<String> header = answer.getHeader("Location");
    try {
      return header.isEmpty() ? null : new URL(answer.getRequestUrl().toURL(), header.get(0));
    } catch (MalformedURLException e) {
      throw new InvalidResponse("its Location is no URL");
    }
  }
}
