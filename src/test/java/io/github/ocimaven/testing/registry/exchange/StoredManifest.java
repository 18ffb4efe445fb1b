package io.github.ocimaven.testing.registry.exchange;

import io.github.ocimaven.testing.Digests;

/**
 * A manifest as stored by the registry.
 *
 * @param mediaType the Content-Type it was pushed with
 * @param bytes the content, which must not be changed
 * @param digest the digest of these bytes
 */
@SuppressWarnings("ArrayRecordComponent") // read by tests, never compared as a whole
public record StoredManifest(String mediaType, byte[] bytes, String digest) {

  public static StoredManifest of(String mediaType, byte[] bytes) {
    return new StoredManifest(mediaType, bytes, Digests.sha256(bytes));
  }
}
