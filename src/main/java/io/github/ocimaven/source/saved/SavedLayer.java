package io.github.ocimaven.source.saved;

import io.github.ocimaven.model.Compression;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Digest;

/**
 * A layer of a docker-save archive.
 *
 * @param file the archive's entry that contains it, after following links
 * @param diffId the digest of its plain tar, according to the image's config
 * @param content its bytes as stored in the archive
 * @param compression their compression
 */
record SavedLayer(String file, Digest diffId, Content content, Compression compression) {}
