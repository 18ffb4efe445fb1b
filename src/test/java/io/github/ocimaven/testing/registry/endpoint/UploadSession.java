package io.github.ocimaven.testing.registry.endpoint;

import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.registry.exchange.BlobFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * One blob upload. Its Location carries a state that changes with each accepted request, as
 * registries sign theirs: data must go to the newest one, a client that has missed a response may
 * still request the status or cancel with an older one.
 */
final class UploadSession {

  private final String id = UUID.randomUUID().toString();
  private final String repository;
  private final BlobFiles files;
  private final Path file;
  private final MessageDigest sha256 = Digests.newSha256();
  private final Set<String> issuedStates = new HashSet<>();
  private String newestState;
  private long size;

  UploadSession(String repository, BlobFiles files) throws IOException {
    this.repository = repository;
    this.files = files;
    file = files.newUpload();
    newestState = nextState();
  }

  String id() {
    return id;
  }

  Path file() {
    return file;
  }

  boolean belongsTo(String name) {
    return repository.equals(name);
  }

  /** The path and query at which the upload continues. */
  synchronized String location() {
    return "/v2/" + repository + "/blobs/uploads/" + id + "?_state=" + newestState;
  }

  synchronized boolean hasIssued(String state) {
    return issuedStates.contains(state);
  }

  synchronized boolean isNewest(String state) {
    return newestState.equals(state);
  }

  synchronized long size() {
    return size;
  }

  /** The received range in the form of the Range header; an empty upload also says 0-0. */
  synchronized String range() {
    return "0-" + Math.max(0, size - 1);
  }

  /** Appends a chunk; bytes that arrive before a failure count as received. */
  synchronized void append(InputStream in) throws IOException {
    byte[] buffer = new byte[Digests.BUFFER_SIZE];
    try (OutputStream out = files.append(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        sha256.update(buffer, 0, n);
        size += n;
      }
    }
    newestState = nextState();
  }

  /**
   * Whether the received content has this digest; nothing can be appended to the session
   * afterwards.
   */
  synchronized boolean matches(String digest) throws IOException {
    return digest.startsWith("sha256:")
        ? digest.equals(Digests.toDigest(sha256.digest()))
        : Digests.matches(digest, file);
  }

  private String nextState() {
    String state = UUID.randomUUID().toString().replace("-", "");
    issuedStates.add(state);
    return state;
  }
}
