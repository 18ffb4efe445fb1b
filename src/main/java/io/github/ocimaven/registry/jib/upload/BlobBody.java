package io.github.ocimaven.registry.jib.upload;

import com.google.api.client.http.HttpContent;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.CorruptBlobException;
import io.github.ocimaven.model.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/**
 * A blob, or a part of it, as the body of a request.
 *
 * @param blob what the blob is
 * @param content its bytes
 * @param offset how many of them come before
 * @param length how many there are in this body
 * @param sent is told, while they are written, how many of the blob's bytes are
 */
record BlobBody(Descriptor blob, Content content, long offset, long length, LongConsumer sent)
    implements HttpContent {

  private static final int BUFFER_BYTES = 256 * 1024;

  /** Returns the end of the blob that this begins with, or all of it. */
  static BlobBody rest(Descriptor blob, Content content, long offset, LongConsumer sent) {
    return new BlobBody(blob, content, offset, blob.size() - offset, sent);
  }

  /** Returns the beginning of this, as long as is allowed. */
  BlobBody atMost(long most) {
    return new BlobBody(blob, content, offset, Math.min(length, most), sent);
  }

  /** Returns what comes after this. */
  BlobBody next() {
    return rest(blob, content, offset + length, sent);
  }

  /** Tells whether this is all of the blob. */
  boolean isWhole() {
    return length == blob.size();
  }

  /** Returns the range as distribution-spec wants it, with its last byte and without a unit. */
  String range() {
    return offset + "-" + (offset + length - 1);
  }

  @Override
  public long getLength() {
    return length;
  }

  @Override
  public String getType() {
    return "application/octet-stream";
  }

  @Override
  public boolean retrySupported() {
    return true;
  }

  /**
   * Writes the bytes, and tells of them once for each buffer.
   *
   * @throws IOException if the other side does not take them
   * @throws CorruptBlobException if they can't be read, or are fewer than before
   */
  @Override
  public void writeTo(OutputStream out) throws IOException {
    sent.accept(offset);
    try (InputStream in = open()) {
      byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, length + 1)];
      long written = 0;
      while (written < length) {
        int wanted = (int) Math.min(buffer.length, length - written);
        int count = read(in, buffer, wanted);
        if (count < wanted) {
          throw shrunk(offset + written + count);
        }
        out.write(buffer, 0, count);
        written += count;
        sent.accept(offset + written);
      }
      if (offset + length == blob.size() && read(in, buffer, 1) > 0) {
        throw corrupt("more bytes by now: it changed while it was sent");
      }
    }
  }

  // Local failures must not look like the network's, so they leave as another exception.
  private InputStream open() {
    try {
      InputStream in = content.open();
      in.skipNBytes(offset);
      return in;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Reads all of it, or as much as there is. */
  private int read(InputStream in, byte[] buffer, int wanted) {
    try {
      return in.readNBytes(buffer, 0, wanted);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private CorruptBlobException shrunk(long found) {
    return corrupt(found + " bytes by now: it changed while it was sent");
  }

  private CorruptBlobException unreadable(IOException e) {
    return CorruptBlobException.unreadable(content.location(), blob, e);
  }

  private CorruptBlobException corrupt(String found) {
    return new CorruptBlobException(content.location(), blob, found, null);
  }
}
