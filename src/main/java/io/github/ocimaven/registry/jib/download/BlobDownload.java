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
 * A blob, or the rest of one, that is being downloaded (distribution-spec, "Pulling blobs"). The
 * stream ends exactly at the size in the descriptor, or fails.
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
   * Requests a blob.
   *
   * @param url the blob's URL
   * @param offset the number of bytes to skip
   * @throws InvalidResponse if the registry has a different number of bytes
   * @throws IOException if the registry does not send the blob
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

  /** Gitea and Cloudflare respond to a range request with 200 and the whole blob. */
  private static long begin(Response response, long offset) throws InvalidResponse {
    if (response.getStatusCode() != PARTIAL_CONTENT) {
      return 0;
    }
    String range = String.join(",", response.getHeader("Content-Range"));
    if (!range.startsWith("bytes " + offset + "-")) {
      throw new InvalidResponse("it sent a different part of the blob than requested");
    }
    return offset;
  }

  private static void requireLength(Response response, long expected) throws InvalidResponse {
    List<String> length = response.getHeader("Content-Length");
    if (length.size() == 1 && !length.get(0).equals(Long.toString(expected))) {
      throw new InvalidResponse(
          "it announced " + ErrorResponse.shorten(length.get(0)) + " bytes instead of " + expected);
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
      requireEnd(); // for an empty blob
      return -1;
    }
    int read = receive(buffer, offset, (int) Math.min(length, size - position));
    if (read < 0) {
      throw broken(new EOFException("it ended after " + position + " of " + size + " bytes"));
    }
    position += read;
    if (position == size) {
      requireEnd(); // now, so that the connection is released even if the caller does not read on
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
      throw new InvalidResponse("it sent more than the expected " + size + " bytes");
    }
  }

  @Override
  public void close() throws IOException {
    response.close();
  }
}
