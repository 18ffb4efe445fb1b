package io.github.ocimaven.registry;

import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.ManifestName.Tag;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;

/**
 * A repository of a registry, as defined by distribution-spec. Methods are thread-safe and throw
 * {@link RegistryException} on failure. If the thread is interrupted or the repository is closed,
 * they throw {@link CancellationException} without waiting for the registry.
 */
public interface Repository extends AutoCloseable {

  /** Returns whether the repository has a blob ({@code HEAD /v2/<name>/blobs/<digest>}). */
  public boolean hasBlob(Descriptor blob);

  /**
   * Mounts a blob from another repository of the registry ({@code POST
   * /v2/<name>/blobs/uploads/?mount=<digest>&from=<other name>}; distribution-spec, "Mounting a
   * blob from another repository").
   *
   * @param from the name of a repository of the same registry that may have the blob
   * @return whether the repository has the blob now; if not, the registry may have begun an upload
   *     instead, which the next {@link #putBlob} of the blob continues
   */
  boolean mountBlob(Descriptor blob, String from);

  /**
   * Uploads a blob (distribution-spec, "Pushing blobs"). The repository has the blob if this
   * returns, and does not have it if this fails.
   *
   * @param content the blob's bytes, which match the descriptor
   * @param sent receives the number of the blob's bytes sent so far; the number falls if the upload
   *     restarts. An exception that it throws aborts the upload.
   */
  void putBlob(Descriptor blob, Content content, LongConsumer sent);

  /**
   * Resolves a tag or digest ({@code HEAD /v2/<name>/manifests/<reference>}).
   *
   * @return the digest that the registry claims, or empty if it has no such manifest
   */
  Optional<Digest> manifestDigest(ManifestName name);

  /**
   * Reads a manifest ({@code GET /v2/<name>/manifests/<reference>}). The content is not verified:
   * it need not match the digest that it was requested by.
   *
   * @return the bytes, at most 4 MiB, with the media type given by the registry, or else by the
   *     document itself; empty if there is no such manifest
   */
  Optional<Manifest> manifest(ManifestName name);

  /**
   * Stores a manifest ({@code PUT /v2/<name>/manifests/<reference>}).
   *
   * @param name the tag to assign, or the manifest's digest
   * @return the registry's response
   */
  PutReceipt putManifest(ManifestName name, Manifest manifest);

  /**
   * Stores a manifest by its digest, and asks the registry to set tags with the same request
   * ({@code PUT /v2/<name>/manifests/<digest>?tag=<tag>&tag=<tag>}; distribution-spec of 2026,
   * "Pushing Manifests"; zot 2.1.20 and olareg of 2026-07-22 support it). Other registries store
   * the manifest and set no tag.
   *
   * @param tags the tags to set; the specification obliges registries to accept ten of them
   * @return the registry's response, which names the tags that it has set
   */
  PutReceipt putManifest(Manifest manifest, List<Tag> tags);

  /**
   * Aborts the requests in flight, cancels unfinished uploads as far as the registry does that
   * within a second, and releases the connections. May be called while other threads still use the
   * repository, and more than once.
   */
  @Override
  void close();
}
