package io.github.ocimaven.source.saved;

import io.github.ocimaven.model.Compression;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Digest;

/**
 * A layer of a docker-save archive.
 *
 * @param file the archive's entry that holds it, links followed
 * @param diffId the digest of its plain tar, as the image's config gives it
 * @param content its bytes as the archive has them
 * @param compression how they are compressed
 */
record SavedLayer(String file, Digest diffId, Content content, Compression compression) {}
