package io.github.ocimaven.testing.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.testing.Digests;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The manifests, tags and referrers of an anonymous registry. */
class EmbeddedRegistryManifestTest {

  private static final String OCI = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String PATH = "/v2/a/manifests/";

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
  void storesAManifestByTagAndDigest() throws Exception {
    byte[] manifest = manifest("", registry.putBlob("a", new byte[1]));
    String digest = Digests.sha256(manifest);
    HttpResponse<String> put = put("1.0", manifest);

    assertThat(put.statusCode()).isEqualTo(201);
    assertThat(put.headers().firstValue("Docker-Content-Digest")).contains(digest);
    assertThat(registry.tags("a")).containsExactly("1.0");
    assertThat(registry.manifest("a", "1.0").orElseThrow().mediaType()).isEqualTo(OCI);
    for (String reference : new String[] {"1.0", digest}) {
      HttpResponse<String> get = http.call("GET", PATH + reference);
      assertThat(get.body()).isEqualTo(text(manifest));
      assertThat(get.headers().firstValue("Content-Type")).contains(OCI);
    }
  }

  @Test
  void refusesManifestsThatAreWrong() throws Exception {
    String config = registry.putBlob("a", new byte[1]);
    byte[] manifest = manifest("", config);
    byte[] large = manifest("\"x\":\"" + "x".repeat(4 * 1024 * 1024) + "\",", config);

    assertThat(put(config, manifest).body()).contains("DIGEST_INVALID");
    assertThat(put("-1", manifest).body()).contains("MANIFEST_INVALID");
    assertThat(put("1", bytes("[]")).body()).contains("MANIFEST_INVALID");
    assertThat(put("1", large).statusCode()).isEqualTo(413);
    assertThat(http.call("PUT", PATH + "1", manifest, "Content-Type", INDEX).statusCode())
        .isEqualTo(400);
    assertThat(http.call("PUT", "/v2/A/manifests/1", manifest).body()).contains("NAME_INVALID");
    assertThat(registry.tags("a")).isEmpty();
  }

  @Test
  void refusesManifestsWithUnknownReferences() throws Exception {
    String absent = Digests.sha256(new byte[2]);
    HttpResponse<String> ofBlob = put("1", manifest("", absent));
    byte[] index =
        bytes("{\"mediaType\":\"" + INDEX + "\",\"manifests\":[{\"digest\":\"" + absent + "\"}]}");
    HttpResponse<String> ofManifest = http.call("PUT", PATH + "1", index, "Content-Type", INDEX);

    assertThat(ofBlob.statusCode()).isEqualTo(400);
    assertThat(ofBlob.body()).contains("MANIFEST_BLOB_UNKNOWN", absent);
    assertThat(ofManifest.statusCode()).isEqualTo(400);
    assertThat(ofManifest.body()).contains("MANIFEST_BLOB_UNKNOWN", absent);
  }

  @Test
  void tellsUnknownRepositoriesFromUnknownManifests() throws Exception {
    registry.putBlob("a", new byte[1]);

    assertThat(http.call("GET", "/v2/nowhere/manifests/1").body()).contains("NAME_UNKNOWN");
    assertThat(http.call("GET", PATH + "1").body()).contains("MANIFEST_UNKNOWN");
    assertThat(http.call("GET", "/v2/nowhere/tags/list").statusCode()).isEqualTo(404);
  }

  @Test
  void deletesByTagAndByDigest() throws Exception {
    byte[] manifest = manifest("", registry.putBlob("a", new byte[1]));
    String digest = Digests.sha256(manifest);
    put("1", manifest);
    put("2", manifest);

    assertThat(http.call("DELETE", PATH + "1").statusCode()).isEqualTo(202);
    assertThat(registry.tags("a")).containsExactly("2");
    assertThat(http.call("DELETE", PATH + digest).statusCode()).isEqualTo(202);
    assertThat(registry.tags("a")).isEmpty();
    assertThat(http.call("DELETE", PATH + digest).statusCode()).isEqualTo(404);
  }

  @Test
  void listsTagsInPages() throws Exception {
    for (String tag : new String[] {"c", "a", "b"}) {
      registry.putManifest("a", tag, OCI, bytes("{}"));
    }
    HttpResponse<String> first = http.call("GET", "/v2/a/tags/list?n=2");

    assertThat(first.body()).isEqualTo("{\"name\":\"a\",\"tags\":[\"a\",\"b\"]}");
    assertThat(first.headers().firstValue("Link"))
        .contains("</v2/a/tags/list?n=2&last=b>; rel=\"next\"");
    assertThat(http.call("GET", "/v2/a/tags/list?n=2&last=b").body()).contains("[\"c\"]");
    assertThat(http.call("GET", "/v2/a/tags/list").body()).contains("[\"a\",\"b\",\"c\"]");
  }

  @Test
  void listsReferrers() throws Exception {
    String config = registry.putBlob("a", new byte[1]);
    String subject = Digests.sha256(new byte[3]);
    String fields = "\"artifactType\":\"a/b\",\"subject\":{\"digest\":\"" + subject + "\"},";
    byte[] referrer = manifest(fields, config);
    HttpResponse<String> put = put(Digests.sha256(referrer), referrer);
    String path = "/v2/a/referrers/" + subject;

    assertThat(put.headers().firstValue("OCI-Subject")).contains(subject);
    assertThat(http.call("GET", path).body())
        .contains(Digests.sha256(referrer), "\"artifactType\":\"a/b\"");
    assertThat(http.call("GET", path + "?artifactType=other").body()).contains("\"manifests\":[]");
    assertThat(http.call("GET", "/v2/none/referrers/" + subject).body())
        .contains("\"manifests\":[]");
  }

  @Test
  void mayBeWithoutReferrersAndWithRelativeLocations() throws Exception {
    try (EmbeddedRegistry old =
        EmbeddedRegistry.builder().withoutReferrers().relativeLocations().start()) {
      String subject = Digests.sha256(new byte[3]);
      HttpCalls oldHttp = HttpCalls.to(old);
      String location = HttpCalls.location(oldHttp.call("POST", "/v2/a/blobs/uploads/"));

      assertThat(oldHttp.call("GET", "/v2/a/referrers/" + subject).statusCode()).isEqualTo(404);
      assertThat(location).startsWith("/v2/a/blobs/uploads/");
      assertThat(oldHttp.call("GET", location).statusCode()).isEqualTo(204);
    }
  }

  private HttpResponse<String> put(String reference, byte[] manifest) throws Exception {
    return http.call("PUT", PATH + reference, manifest, "Content-Type", OCI);
  }

  private static byte[] manifest(String fields, String config) {
    return bytes(
        "{" + fields + "\"mediaType\":\"" + OCI + "\",\"config\":{\"digest\":\"" + config + "\"}}");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
