package io.github.ocimaven.registry.jib.upload;

import com.google.api.client.http.HttpContent;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.registry.jib.auth.RegistryHttp;
import io.github.ocimaven.registry.jib.failure.UploadLostException;
import io.github.ocimaven.registry.jib.http.BadAnswerException;
import io.github.ocimaven.registry.jib.http.Causes;
import io.github.ocimaven.registry.jib.http.ErrorAnswer;
import io.github.ocimaven.registry.jib.http.RedirectedException;
import io.github.ocimaven.registry.jib.http.Statuses;
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
 * An upload of a blob, as tracked by the registry (distribution-spec, "Pushing blobs"). Used by one
 * thread at a time.
 */
public final class UploadSession {

  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final RegistryHttp http;

  /** The URL for the next request; each response may change it. */
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
   * @param path the path of the repository's uploads below {@code /v2/}, with or without a query
   *     that requests a mount
   * @return the upload, or empty if the blob was mounted
   * @throws IOException if the registry begins no upload
   */
  static Optional<UploadSession> begin(RegistryHttp http, String path) throws IOException {
    URL url = http.url(path);
    try (Response answer = http.send(WireRequest.of("POST", url))) {
      if (answer.getStatusCode() == 201 && url.getQuery() != null) {
        return Optional.empty();
      }
      URL location = location(answer);
      if (location == null) {
        ErrorAnswer.requireNoWebPage(answer);
        throw new BadAnswerException("it named no upload URL in the Location header");
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

  /** Returns the number of bytes that the registry has received. */
  long received() {
    return received;
  }

  /** Returns the minimum size in bytes of any part but the last. */
  long leastPart() {
    return leastPart;
  }

  /**
   * Sends a part of the blob.
   *
   * @param part the bytes that follow those received so far
   * @throws UploadLostException if the upload can't continue
   * @throws IOException if the registry does not accept the part
   */
  void send(BlobBody part) throws IOException {
    // Without a range this is a streamed upload, which every registry supports; chunked uploads are
    // less common. After a break, the range shows the registry what is meant, in case it is still
    // processing earlier bytes.
    boolean stream = part.isWhole() && !resumed;
    Map<String, String> headers = stream ? Map.of() : Map.of("Content-Range", part.range());
    exchange(new WireRequest("PATCH", location, headers, part));
  }

  /**
   * Ends the upload.
   *
   * @param digest the digest of all bytes of the upload, the last ones included
   * @param last the bytes that were not sent yet; may be empty
   * @return the digest that the registry returns, if any
   * @throws UploadLostException if the registry does not know the upload
   * @throws IOException if the registry does not accept the blob
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
        ErrorAnswer.requireNoWebPage(answer); // an empty body may have any type
      }
      moveTo(answer);
      return answer.getHeader("Docker-Content-Digest").stream().findFirst();
    } catch (ResponseException | RedirectedException e) {
      ResponseException refusal = Causes.find(e, ResponseException.class);
      if (refusal == null || !isLost(refusal, refusal == e)) {
        throw e;
      }
      // After a 416, the registry may be asked for the offset.
      over |= refusal.getStatusCode() != RANGE_NOT_SATISFIABLE;
      throw new UploadLostException(refusal);
    }
  }

  private boolean isLost(ResponseException e, boolean fromRegistry) {
    if (BodyLimit.isExceeded(e)) {
      return false;
    }
    List<String> codes = ErrorAnswer.codes(e);
    return switch (e.getStatusCode()) {
      case RANGE_NOT_SATISFIABLE -> true;
      case 404, 410 ->
          (codes.isEmpty() && fromRegistry) || codes.stream().anyMatch(UploadSession::isOfUpload);
      // A resumed upload may be assembled incorrectly, if the registry had miscounted.
      default ->
          codes.stream().anyMatch(UploadSession::isOfUpload)
              || (resumed && codes.contains("DIGEST_INVALID"));
    };
  }

  private static boolean isOfUpload(String code) {
    return code.startsWith("BLOB_UPLOAD_");
  }

  /**
   * Asks the registry how much of a broken upload it has received.
   *
   * @return whether the upload can continue from there
   * @throws IOException if there is no response, or one that says to try again later
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
    } catch (IOException e) {
      ResponseException answer = Causes.find(e, ResponseException.class);
      if (answer == null || Statuses.isOverload(answer.getStatusCode())) {
        throw e;
      }
      over |= answer.getStatusCode() == 404;
      return false;
    }
  }

  /**
   * Cancels the upload, if the registry supports that. Distribution 3 only does if it is asked for
   * the upload's status first.
   */
  public void cancel() {
    try {
      boolean unused = resume();
      if (!over) {
        http.send(WireRequest.of("DELETE", location)).close();
      }
    } catch (IOException e) {
      // The registry discards uploads by itself after a while.
    }
  }

  private void moveTo(Response answer) throws IOException {
    URL next = location(answer);
    if (next != null) {
      location = next;
    }
  }

  /** After a redirect to another host, a relative Location is relative to that host. */
  private static @Nullable URL location(Response answer) throws IOException {
    List<String> header = answer.getHeader("Location");
    try {
      return header.isEmpty() ? null : new URL(answer.getRequestUrl().toURL(), header.get(0));
    } catch (MalformedURLException e) {
      throw new BadAnswerException("its Location header is not a URL");
    }
  }
}
