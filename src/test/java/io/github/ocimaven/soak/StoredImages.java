package io.github.ocimaven.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ocimaven.soak.TagLedger.Tag;
import io.github.ocimaven.testing.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads everything in a registry, and compares it with the pushes' reports. */
final class StoredImages {

  /** Takes the place of the digest of a manifest that the registry fails to read. */
  private static final String UNREADABLE = "unreadable";

  private final String registry;
  private final SoakReport report;
  private final HttpClient client = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();

  /** The blobs that have been read, as repository and digest. */
  private final Set<String> complete = new HashSet<>();

  /**
   * Creates a comparison.
   *
   * @param registry {@code HOST:PORT}
   * @param report gets the counts, and every difference as a problem
   */
  StoredImages(String registry, SoakReport report) {
    this.registry = registry;
    this.report = report;
  }

  /** Compares every tag, and reads and hashes everything that the tags lead to. */
  void compare(TagLedger ledger) throws IOException, InterruptedException {
    Set<Tag> tags = new HashSet<>(ledger.tags());
    for (String repository : PushThread.REPOSITORIES) {
      for (String name : listed(repository)) {
        tags.add(new Tag(repository, name));
      }
    }
    for (Tag tag : tags) {
      compare(tag, ledger);
    }
    report.add("blobs read and hashed", complete.size());
  }

  private void compare(Tag tag, TagLedger ledger) throws IOException, InterruptedException {
    Optional<String> stored = image(tag);
    if (ledger.doubted(tag).isEmpty()) {
      report.add("tags that a push reported", 1);
    } else {
      report.add("tags in doubt", 1);
      report.add("tags in doubt that were moved", stored.equals(ledger.doubted(tag)) ? 1 : 0);
      if (stored.equals(Optional.of(UNREADABLE))) {
        // The registry truncates a tag's file before it rewrites it, and may be killed in between.
        report.add("tags in doubt that the registry itself can't read", 1);
        return;
      }
    }
    if (!ledger.allowed(tag).contains(stored)) {
      report.problem(tag + " is " + stored + ", not any of " + ledger.allowed(tag));
    }
  }

  private Set<String> listed(String repository) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer = get(repository, "tags/list");
    Set<String> names = new TreeSet<>();
    try (InputStream body = answer.body()) {
      json.readTree(body).path("tags").forEach(tag -> names.add(tag.textValue()));
    }
    return names;
  }

  /** Checks all blobs of a tag, and returns the digest that it names; empty if there is no tag. */
  private Optional<String> image(Tag tag) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer = get(tag.repository(), "manifests/" + tag.name());
    byte[] manifest;
    try (InputStream body = answer.body()) {
      manifest = body.readAllBytes();
    }
    if (answer.statusCode() != 200) {
      return answer.statusCode() == 404 ? Optional.empty() : Optional.of(UNREADABLE);
    }
    JsonNode document = json.readTree(manifest);
    requireBlob(tag, document.path("config"));
    for (JsonNode layer : document.path("layers")) {
      requireBlob(tag, layer);
    }
    return Optional.of(Digests.sha256(manifest));
  }

  private void requireBlob(Tag tag, JsonNode descriptor) throws IOException, InterruptedException {
    String digest = descriptor.path("digest").textValue();
    if (!complete.add(tag.repository() + "@" + digest)) {
      return;
    }
    MessageDigest sha256 = Digests.newSha256();
    long size;
    HttpResponse<InputStream> answer = get(tag.repository(), "blobs/" + digest);
    try (InputStream body = new DigestInputStream(answer.body(), sha256)) {
      size = body.transferTo(OutputStream.nullOutputStream());
    }
    String stored = "sha256:" + HexFormat.of().formatHex(sha256.digest());
    if (!stored.equals(digest) || size != descriptor.path("size").longValue()) {
      report.problem(
          tag + " lacks " + descriptor + ": " + answer.statusCode() + ", " + size + " bytes");
    }
    report.add("bytes read and hashed", size);
  }

  private HttpResponse<InputStream> get(String repository, String path)
      throws IOException, InterruptedException {
    URI address = URI.create("http://" + registry + "/v2/" + repository + "/" + path);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Accept", "application/vnd.oci.image.manifest.v1+json")
            .build();
    return client.send(request, BodyHandlers.ofInputStream());
  }
}
