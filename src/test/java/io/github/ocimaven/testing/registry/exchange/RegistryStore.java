package io.github.ocimaven.testing.registry.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** All that the registry has stored; a repository exists from its first blob or manifest on. */
public final class RegistryStore implements AutoCloseable {

  private final BlobFiles files;
  private final Map<String, Repository> repositories = new ConcurrentSkipListMap<>();

  /**
   * Creates an empty store.
   *
   * @param discarding whether the content of uploaded blobs is dropped
   */
  public RegistryStore(boolean discarding) throws IOException {
    files = new BlobFiles(discarding);
  }

  public BlobFiles files() {
    return files;
  }

  public Set<String> names() {
    return Set.copyOf(repositories.keySet());
  }

  public Optional<Repository> find(String name) {
    return Optional.ofNullable(repositories.get(name));
  }

  public Repository findOrFail(String name) throws RegistryError {
    return find(name)
        .orElseThrow(
            () -> new RegistryError(404, "NAME_UNKNOWN", "repository name not known: " + name));
  }

  public Repository findOrCreate(String name) {
    return repositories.computeIfAbsent(name, unused -> new Repository());
  }

  /** The file of a blob, when the repository has it. */
  public Optional<Path> blob(String name, String digest) {
    return find(name)
        .filter(repository -> repository.hasBlob(digest))
        .map(unused -> files.file(digest));
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
