package io.github.ocimaven.testing.registry;

import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.net.LoopbackServer;
import io.github.ocimaven.testing.registry.access.BearerAccess;
import io.github.ocimaven.testing.registry.endpoint.Misbehaviour;
import io.github.ocimaven.testing.registry.exchange.Interceptor;
import io.github.ocimaven.testing.registry.exchange.RecordedRequest;
import io.github.ocimaven.testing.registry.exchange.RegistryStore;
import io.github.ocimaven.testing.registry.exchange.Repository;
import io.github.ocimaven.testing.registry.exchange.RequestLog;
import io.github.ocimaven.testing.registry.exchange.StoredManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An OCI registry (distribution spec 1.1) inside the test's JVM, on a free port of 127.0.0.1. It
 * records all requests, lets a test prepare and inspect what is stored, and can be made to
 * misbehave. It is as strict as the spec allows, so that a sloppy client fails.
 */
public final class EmbeddedRegistry implements AutoCloseable {

  private final LoopbackServer server;
  private final String scheme;
  private final RegistryStore store;
  private final RequestLog log;
  private final Misbehaviour misbehaviour;
  private final BearerAccess tokens;

  EmbeddedRegistry(
      LoopbackServer server,
      String scheme,
      RegistryStore store,
      RequestLog log,
      Misbehaviour misbehaviour,
      BearerAccess tokens) {
    this.server = server;
    this.scheme = scheme;
    this.store = store;
    this.log = log;
    this.misbehaviour = misbehaviour;
    this.tokens = tokens;
  }

  /** Starts a registry that speaks plain HTTP and needs no authentication. */
  public static EmbeddedRegistry start() throws IOException {
    return builder().start();
  }

  /** Configures a registry before it starts. */
  public static EmbeddedRegistryBuilder builder() {
    return new EmbeddedRegistryBuilder();
  }

  /** The numeric address, for image references. */
  public String hostAndPort() {
    return hostAndPort("127.0.0.1");
  }

  /** The address by another name of this machine. */
  public String hostAndPort(String host) {
    return host + ":" + port();
  }

  /** The address with the name that clients treat as safe for plain HTTP. */
  public String localhost() {
    return hostAndPort("localhost");
  }

  /** The port that the registry listens on. */
  public int port() {
    return server.port();
  }

  /** The numeric address with its scheme and without a slash at the end. */
  public String url() {
    return scheme + "://" + hostAndPort();
  }

  /** All requests so far, in the order of their responses. */
  public List<RecordedRequest> requests() {
    return log.snapshot();
  }

  /** The requests of one method whose path contains a text. */
  public List<RecordedRequest> requests(String method, String pathPart) {
    return requests().stream()
        .filter(request -> request.method().equals(method) && request.path().contains(pathPart))
        .toList();
  }

  /** The number of token requests. */
  public long tokenRequests() {
    return requests().stream().filter(request -> request.path().equals(tokens.path())).count();
  }

  /** The number of connections that the requests came through. */
  public long connections() {
    return requests().stream().mapToInt(RecordedRequest::remotePort).distinct().count();
  }

  /** Forgets the requests, so that a test can prepare a state with a client first. */
  public void clearRequests() {
    log.clear();
  }

  /** A stored manifest, by tag or digest. */
  public Optional<StoredManifest> manifest(String repository, String reference) {
    return store.find(repository).flatMap(found -> found.manifest(reference));
  }

  /** The content of a blob that fits on the heap. */
  public Optional<byte[]> blob(String repository, String digest) throws IOException {
    Optional<Path> file = blobFile(repository, digest);
    return file.isPresent() ? Optional.of(Files.readAllBytes(file.get())) : Optional.empty();
  }

  /** The file that holds a blob, for blobs that do not fit on the heap. */
  public Optional<Path> blobFile(String repository, String digest) {
    return store.blob(repository, digest);
  }

  /** The tags of a repository in lexical order, empty if it does not exist. */
  public List<String> tags(String repository) {
    return store.find(repository).map(Repository::tags).orElse(List.of());
  }

  /** The names of the repositories that have ever held something, or were created. */
  public SortedSet<String> repositories() {
    return new TreeSet<>(store.names());
  }

  /** Creates an empty repository, for registries that demand it before a push. */
  public void createRepository(String name) {
    store.findOrCreate(name);
  }

  /** Stores a blob and returns its digest. */
  public String putBlob(String repository, byte[] bytes) throws IOException {
    String digest = Digests.sha256(bytes);
    store.files().put(bytes, digest);
    store.findOrCreate(repository).link(digest);
    return digest;
  }

  /** Removes a blob from a repository, even when a manifest needs it. */
  public boolean deleteBlob(String repository, String digest) {
    return store.find(repository).filter(found -> found.unlink(digest)).isPresent();
  }

  /** Stores a manifest without any check and returns the digest of its bytes. */
  public String putManifest(String repository, String reference, String mediaType, byte[] bytes) {
    StoredManifest manifest = StoredManifest.of(mediaType, bytes.clone());
    store.findOrCreate(repository).put(reference, manifest);
    return manifest.digest();
  }

  /** Removes a tag, or a manifest together with its tags. */
  public boolean deleteManifest(String repository, String reference) {
    return store.find(repository).filter(found -> found.remove(reference)).isPresent();
  }

  /** Adds a scripted misbehaviour; the first interceptor with a response wins. */
  public void intercept(Interceptor interceptor) {
    misbehaviour.add(interceptor);
  }

  /** From now on, stores manifests that differ from those sent, but reports success. */
  public void corruptManifests() {
    misbehaviour.corruptManifests();
  }

  /** Ends all scripted misbehaviour. */
  public void behave() {
    misbehaviour.clear();
  }

  /** Invalidates all issued tokens early. */
  public void revokeTokens() {
    tokens.revokeTokens();
  }

  /** Stops the server and deletes its storage. */
  @Override
  public void close() throws IOException {
    try (store) {
      server.close();
    }
  }
}
