package io.github.ocimaven.registry.jib;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.blob.Blob;
import com.google.cloud.tools.jib.blob.BlobDescriptor;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.CorruptBlobException;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.IoFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A blob as jib sends it. Jib's own {@code FileBlob} reads 8 KiB at a time and hashes what was
 * hashed before.
 */
final class ContentBlob implements Blob {

  private static final int BUFFER_BYTES = 256 * 1024;

  private final Descriptor descriptor;
  private final DescriptorDigest digest;
  private final Content content;
  private final LongConsumer sent;

  /**
   * Makes a blob.
   *
   * @param descriptor what it is
   * @param digest its digest in jib's form
   * @param content its bytes
   * @param sent is told how many of them were written
   */
  ContentBlob(Descriptor descriptor, DescriptorDigest digest, Content content, LongConsumer sent) {
    this.descriptor = descriptor;
    this.digest = digest;
    this.content = content;
    this.sent = sent;
  }

  /**
   * Writes the bytes.
   *
   * @throws IOException if the other side does not take them
   * @throws CorruptBlobException if they can't be read, or are fewer than before
   */
  @Override
  public BlobDescriptor writeTo(OutputStream out) throws IOException {
    long written = 0;
    sent.accept(0);
    try (InputStream in = open()) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
        out.write(buffer, 0, count);
        written += count;
        sent.accept(written);
      }
    }
    if (written != descriptor.size()) {
      throw corrupt(written + " bytes by now: it changed while it was sent", null);
    }
    return new BlobDescriptor(written, digest);
  }

  // Local failures must not look like the network's, so they leave as another exception.
  private InputStream open() {
    try {
      return content.open();
    } catch (IOException e) {
      throw corrupt("bytes that can't be read (" + IoFailure.explain(e) + ")", e);
    }
  }

  private int read(InputStream in, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw corrupt("bytes that can't be read (" + IoFailure.explain(e) + ")", e);
    }
  }

  private CorruptBlobException corrupt(String found, @Nullable IOException cause) {
    return new CorruptBlobException(content.location(), descriptor, found, cause);
  }

  @Override
  public boolean isRetryable() {
    return true;
  }
}
