package io.github.ocimaven.registry.jib.download;

import com.google.cloud.tools.jib.http.Response;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.registry.jib.auth.RegistryHttp;
import io.github.ocimaven.registry.jib.failure.ErrorResponse;
import io.github.ocimaven.registry.jib.failure.InvalidResponse;
import io.github.ocimaven.registry.jib.failure.NotARegistry;
import io.github.ocimaven.registry.jib.failure.RequestFailure;
import io.github.ocimaven.registry.jib.http.WireRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Map;

/**
 * A blob, or the rest of one, while it comes (distribution-spec, "Pulling blobs"). It ends after as
 * many bytes as its descriptor says, or fails.
 */
public final class BlobDownload extends InputStream {

  private static final int PARTIAL_CONTENT = 206;
  private static final int BUFFER_BYTES = 64 * 1024;

  private final RegistryHttp http;
  private final Response response;
  private final InputStream body;
  private final long size;
  private long position;

  private BlobDownload(RegistryHttp http, Response response, long size, long position)
      throws IOException {
    this.http = http;
    this.response = response;
    InputStream content = response.getBody();
    this.body = content == null ? InputStream.nullInputStream() : content;
    this.size = size;
    this.position = position;
  }

  /**
   * Asks for a blob.
   *
   * @param http sends the request
   * @param url the blob's URL
   * @param blob what it is
   * @param offset where to begin
   * @throws InvalidResponse if the registry has another number of bytes
   * @throws IOException if the registry does not give it
   */
  public static InputStream open(RegistryHttp http, URL url, Descriptor blob, long offset)
      throws IOException {
    Map<String, String> range = offset == 0 ? Map.of() : Map.of("Range", "bytes=" + offset + "-");
    Response response = http.open(new WireRequest("GET", url, range, null));
    try {
      NotARegistry.throwIfWebPage(response.getHeader("Content-Type"));
      long begin = begin(response, offset);
      requireLength(response, blob.size() - begin);
      BlobDownload download = new BlobDownload(http, response, blob.size(), begin);
      download.skipTo(offset);
      return download;
    } catch (IOException | RuntimeException e) {
      try (response) {
        throw e;
      }
    }
  }

  /** Gitea and Cloudflare send all of a blob, with 200, although they were asked for a part. */
  private static long begin(Response response, long offset) throws InvalidResponse {
    if (response.getStatusCode() != PARTIAL_CONTENT) {
      return 0;
    }
    String range = String.join(",", response.getHeader("Content-Range"));
    if (!range.startsWith("bytes " + offset + "-")) {
      throw new InvalidResponse("it sends another part of the blob than the one it was asked for");
    }
    return offset;
  }

  private static void requireLength(Response response, long expected) throws InvalidResponse {
    List<String> length = response.getHeader("Content-Length");
    if (length.size() == 1 && !length.get(0).equals(Long.toString(expected))) {
      throw new InvalidResponse(
          "it sends "
              + ErrorResponse.shorten(length.get(0))
              + " bytes where there must be "
              + expected);
    }
  }

  private void skipTo(long offset) throws IOException {
    byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, offset - position)];
    while (position < offset) {
      if (read(buffer, 0, (int) Math.min(buffer.length, offset - position)) < 0) {
        return;
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length > 0 && position == size) {
      requireEnd(); // of a blob without any byte
      return -1;
    }
    int read = receive(buffer, offset, (int) Math.min(length, size - position));
    if (read < 0) {
      throw broken(new EOFException("it ended after " + position + " of " + size + " bytes"));
    }
    position += read;
    if (position == size) {
      requireEnd(); // now, so that the connection is free even if the caller reads no further
    }
    return read;
  }

  private int receive(byte[] buffer, int offset, int length) throws RequestFailure {
    try {
      return body.read(buffer, offset, length);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private RequestFailure broken(IOException failure) {
    return http.broken(response.getRequestUrl().toURL(), failure);
  }

  private void requireEnd() throws RequestFailure {
    if (receive(new byte[1], 0, 1) >= 0) {
      throw new InvalidResponse("it sends more than the " + size + " bytes that there must be");
    }
  }

  @Override
  public void close() throws IOException {
    response.close();
  }
}
