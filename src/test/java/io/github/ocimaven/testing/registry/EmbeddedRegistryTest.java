package io.github.ocimaven.testing.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import io.github.ocimaven.testing.registry.exchange.RecordedRequest;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The content endpoints of an anonymous registry, by the JDK's client. */
class EmbeddedRegistryTest {

  private static final String OCI = "application/vnd.oci.image.manifest.v1+json";
  private static final byte[] BLOB = "0123456789".getBytes(StandardCharsets.UTF_8);
  private static final String DIGEST = Digests.sha256(BLOB);
  private static final String UPLOADS = "/v2/a/b/blobs/uploads/";

  private static final long LARGE = 512L * 1024 * 1024;

  @TempDir private Path directory;

  private EmbeddedRegistry registry;
  private HttpCalls http;

  @BeforeEach
  void start() throws Exception {
    registry = EmbeddedRegistry.start();
    http = HttpCalls.to(registry);
  }

  @AfterEach
  void stop() throws Exception {
    registry.close();
  }

  @Test
  void answersItsBase() throws Exception {
    HttpResponse<String> response = http.call("GET", "/v2/");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(registry.requests())
        .extracting(RecordedRequest::summary)
        .containsExactly("GET /v2/ 200");
  }

  @Test
  void takesABlobInPostAndPut() throws Exception {
    HttpResponse<String> post = http.call("POST", UPLOADS);
    String location = HttpCalls.location(post);
    HttpResponse<String> put = http.call("PUT", location + "&digest=" + DIGEST, BLOB);

    assertThat(post.statusCode()).isEqualTo(202);
    assertThat(location).startsWith(registry.url() + UPLOADS).contains("?_state=");
    assertThat(put.statusCode()).isEqualTo(201);
    assertThat(put.headers().firstValue("Docker-Content-Digest")).contains(DIGEST);
    assertThat(registry.blob("a/b", DIGEST)).contains(BLOB);
    assertThat(registry.repositories()).containsExactly("a/b");
    assertThat(registry.requests("PUT", "/uploads/").get(0).contentLength()).hasValue(10);
    assertThat(registry.requests("PUT", "/uploads/").get(0).bodyBytes()).isEqualTo(10);
  }

  @Test
  void keepsWhatArrivedOfAPutThatBroke() throws Exception {
    String location = HttpCalls.location(http.call("POST", UPLOADS));
    String head =
        "PUT %s&digest=%s HTTP/1.1\r\nHost: %s\r\nContent-Length: 10\r\n\r\n"
            .formatted(location.replace(registry.url(), ""), DIGEST, registry.hostAndPort());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), registry.port())) {
      socket.getOutputStream().write((head + "01234").getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }

    HttpResponse<String> progress = http.call("GET", location);

    assertThat(progress.headers().firstValue("Range")).contains("0-4");
    assertThat(registry.blob("a/b", DIGEST)).isEmpty();
    assertThat(http.call("PUT", HttpCalls.location(progress) + "&digest=" + DIGEST, BLOB).body())
        .contains("DIGEST_INVALID");
    assertThat(registry.blob("a/b", DIGEST)).isEmpty();
  }

  @Test
  void takesABlobInOnePost() throws Exception {
    HttpResponse<String> post = http.call("POST", UPLOADS + "?digest=" + DIGEST, BLOB);

    assertThat(post.statusCode()).isEqualTo(201);
    assertThat(registry.blob("a/b", DIGEST)).contains(BLOB);
  }

  @Test
  void takesAStreamedBlob() throws Exception {
    String location = HttpCalls.location(http.call("POST", UPLOADS));
    HttpResponse<String> patch =
        http.client()
            .send(
                HttpRequest.newBuilder(URI.create(location))
                    .method(
                        "PATCH", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(BLOB)))
                    .build(),
                BodyHandlers.ofString());
    String next = HttpCalls.location(patch);
    HttpResponse<String> put = http.call("PUT", next + "&digest=" + DIGEST);

    assertThat(patch.statusCode()).isEqualTo(202);
    assertThat(patch.headers().firstValue("Range")).contains("0-9");
    assertThat(put.statusCode()).isEqualTo(201);
    assertThat(registry.requests("PATCH", "").get(0).chunked()).isTrue();
    assertThat(registry.requests("PATCH", "").get(0).contentLength()).isEmpty();
  }

  @Test
  void takesChunksInOrderOnly() throws Exception {
    byte[] half = "01234".getBytes(StandardCharsets.UTF_8);
    byte[] rest = "56789".getBytes(StandardCharsets.UTF_8);
    String first = HttpCalls.location(http.call("POST", UPLOADS));
    HttpResponse<String> patch = http.call("PATCH", first, half, "Content-Range", "0-4");
    String second = HttpCalls.location(patch);

    HttpResponse<String> again = http.call("PATCH", second, half, "Content-Range", "0-4");
    HttpResponse<String> stale = http.call("PATCH", first, rest, "Content-Range", "5-9");
    HttpResponse<String> progress = http.call("GET", first);
    HttpResponse<String> put =
        http.call(
            "PUT",
            HttpCalls.location(progress) + "&digest=" + DIGEST,
            rest,
            "Content-Range",
            "5-9");

    assertThat(again.statusCode()).isEqualTo(416);
    assertThat(again.headers().firstValue("Range")).contains("0-4");
    assertThat(stale.statusCode()).isEqualTo(400);
    assertThat(progress.statusCode()).isEqualTo(204);
    assertThat(progress.headers().firstValue("Range")).contains("0-4");
    assertThat(put.statusCode()).isEqualTo(201);
  }

  @Test
  void cancelsAnUpload() throws Exception {
    String location = HttpCalls.location(http.call("POST", UPLOADS));

    assertThat(http.call("DELETE", location).statusCode()).isEqualTo(204);
    assertThat(http.call("GET", location).body()).contains("BLOB_UPLOAD_UNKNOWN");
  }

  @Test
  void refusesABlobWithAnotherDigest() throws Exception {
    String location = HttpCalls.location(http.call("POST", UPLOADS));
    String other = Digests.sha256(new byte[1]);
    HttpResponse<String> put = http.call("PUT", location + "&digest=" + other, BLOB);

    assertThat(put.statusCode()).isEqualTo(400);
    assertThat(put.body()).contains("DIGEST_INVALID");
    assertThat(registry.blob("a/b", other)).isEmpty();
  }

  @Test
  void mountsWhatTheSourceHas() throws Exception {
    registry.putBlob("source", BLOB);
    String mount = UPLOADS + "?mount=" + DIGEST + "&from=";

    assertThat(http.call("POST", mount + "elsewhere").statusCode()).isEqualTo(202);
    assertThat(http.call("POST", mount + "source").statusCode()).isEqualTo(201);
    assertThat(registry.blob("a/b", DIGEST)).contains(BLOB);
  }

  @Test
  void answersHeadWithALengthAndWithoutNoise() throws Exception {
    registry.putBlob("a/b", BLOB);
    registry.putManifest("a/b", "1.0", OCI, BLOB);
    List<LogRecord> logged = new ArrayList<>();
    Handler handler = handler(logged);
    Logger logger = Logger.getLogger("com.sun.net.httpserver");
    logger.addHandler(handler);
    try {
      for (String path : List.of("/blobs/" + DIGEST, "/manifests/1.0")) {
        HttpResponse<String> head = http.call("HEAD", "/v2/a/b" + path);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length")).contains("10");
        assertThat(head.headers().firstValue("Docker-Content-Digest")).contains(DIGEST);
        assertThat(head.body()).isEmpty();
      }
      assertThat(http.call("HEAD", "/v2/a/b/manifests/2.0").statusCode()).isEqualTo(404);
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(logged).isEmpty();
  }

  @Test
  void givesPartsOfABlob() throws Exception {
    registry.putBlob("a/b", BLOB);
    String path = "/v2/a/b/blobs/" + DIGEST;
    HttpResponse<String> part = http.call("GET", path, "Range", "bytes=3-5");

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("345");
    assertThat(part.headers().firstValue("Content-Range")).contains("bytes 3-5/10");
    assertThat(http.call("GET", path, "Range", "bytes=7-").body()).isEqualTo("789");
    assertThat(http.call("GET", path, "Range", "bytes=10-").statusCode()).isEqualTo(416);
  }

  @Test
  void deletesABlob() throws Exception {
    registry.putBlob("a/b", BLOB);
    String path = "/v2/a/b/blobs/" + DIGEST;

    assertThat(http.call("DELETE", path).statusCode()).isEqualTo(202);
    assertThat(http.call("GET", path).body()).contains("BLOB_UNKNOWN");
  }

  @Test
  void servesManyRequestsOverOneConnectionQuickly() throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      registry.putBlob("a/b", BLOB);
      assertThat(http.call("GET", "/v2/a/b/blobs/" + DIGEST).statusCode()).isEqualTo(200);
      assertThat(http.call("PUT", "/v2/NAME/manifests/1", new byte[9000]).body())
          .contains("NAME_INVALID");
    }

    assertThat(registry.connections()).isEqualTo(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void answersEarlyWhileALargeBodyIsSent() throws Exception {
    HttpResponse<String> put =
        http.call("PUT", "/v2/a/b/manifests/1", new byte[32 * 1024 * 1024], "Content-Type", OCI);

    assertThat(put.statusCode()).isEqualTo(413);
    assertThat(put.body()).contains("SIZE_INVALID");
  }

  @Test
  void keepsWhatArrivedBeforeAnInterruption() throws Exception {
    String location = HttpCalls.location(http.call("POST", UPLOADS));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), registry.port())) {
      String request =
          "PATCH "
              + location.substring(registry.url().length())
              + " HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n01234";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    }
    HttpResponse<String> progress = http.call("GET", location);
    while (progress.headers().firstValue("Range").orElseThrow().equals("0-0")) {
      progress = http.call("GET", location);
    }
    byte[] rest = "56789".getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> put =
        http.call("PUT", location + "&digest=" + DIGEST, rest, "Content-Range", "5-9");

    assertThat(progress.headers().firstValue("Range")).contains("0-4");
    assertThat(put.statusCode()).isEqualTo(201);
  }

  @Test
  void takesALargeBlobWithoutHoldingIt() throws Exception {
    WrittenImage image = TestImages.layout(directory).randomLayer(LARGE, 1).write();
    String digest = image.blobDigests().get(1);
    Path blob = image.blobFile(digest);
    String location = HttpCalls.location(http.call("POST", UPLOADS));
    HttpRequest put =
        HttpRequest.newBuilder(URI.create(location + "&digest=" + digest))
            .PUT(BodyPublishers.ofFile(blob))
            .build();

    assertThat(http.client().send(put, BodyHandlers.discarding()).statusCode()).isEqualTo(201);
    assertThat(registry.blobFile("a/b", digest).orElseThrow()).hasSize(Files.size(blob));
  }

  @Test
  void deletesItsFilesWhenClosed() throws Exception {
    registry.putBlob("a/b", BLOB);
    var file = registry.blobFile("a/b", DIGEST).orElseThrow();
    assertThat(file).exists();

    registry.close();

    assertThat(file.getParent()).doesNotExist();
  }

  private static Handler handler(List<LogRecord> logged) {
    return new Handler() {
      @Override
      public void publish(LogRecord logRecord) {
        logged.add(logRecord);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
