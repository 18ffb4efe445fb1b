package io.github.ocimaven.registry;

import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.ManifestName;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;

/**
 * One repository of a registry, as distribution-spec lets a client see it. Every method may be
 * called by several threads at once, and fails with a {@link RegistryException}; in a thread that
 * is interrupted, and once the repository is closed, with a {@link CancellationException}, without
 * waiting for the registry.
 */
public interface Repository extends AutoCloseable {

  /**
   * Asks whether the repository has a blob ({@code HEAD /v2/<name>/blobs/<digest>}).
   *
   * @param blob the blob
   */
  public boolean hasBlob(Descriptor blob);

  /**
   * Has the registry take a blob over from another of its repositories ({@code POST
   * /v2/<name>/blobs/uploads/?mount=<digest>&from=<other name>}; distribution-spec, "Mounting a
   * blob from another repository").
   *
   * @param blob the blob
   * @param from the name of a repository of the same registry that may have it
   * @return whether it is there now; where it is not, the registry may have begun an upload
   *     instead, which the next {@link #putBlob} of the blob goes on with
   */
  boolean mountBlob(Descriptor blob, String from);

  /**
   * Uploads a blob (distribution-spec, "Pushing blobs"). It is there when this returns, and not
   * there when it fails.
   *
   * @param blob what it is
   * @param content its bytes, which are the ones that the descriptor names
   * @param sent is told, while they are sent, how many of the blob's bytes are; the number falls
   *     where the upload starts again. An exception that it throws ends the upload.
   */
  void putBlob(Descriptor blob, Content content, LongConsumer sent);

  /**
   * Asks what a name stands for ({@code HEAD /v2/<name>/manifests/<reference>}).
   *
   * @param name a tag or digest
   * @return the digest that the registry claims, or nothing where it has no such manifest
   */
  Optional<Digest> manifestDigest(ManifestName name);

  /**
   * Reads a manifest ({@code GET /v2/<name>/manifests/<reference>}). It is what the registry
   * serves, which need not be what a digest in its name says.
   *
   * @param name a tag or digest
   * @return the bytes, of at most 4 MiB, with the type that the registry gives for them, or the
   *     document itself where it gives none; nothing where there is no such manifest
   */
  Optional<Manifest> manifest(ManifestName name);

  /**
   * Stores a manifest ({@code PUT /v2/<name>/manifests/<reference>}).
   *
   * @param name the tag that shall name it, or its digest
   * @param manifest its exact bytes
   * @return what the registry says of it
   */
  PutReceipt putManifest(ManifestName name, Manifest manifest);

  /**
   * Ends what is in flight, has the registry forget the uploads that were not finished, as far as
   * it does so within a second, and gives the connections back. May be called while others still
   * use the repository, and more than once.
   */
  @Override
  void close();
}
