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
 * @param content the bytes of the whole blob
 * @param offset the number of bytes before this part
 * @param length the number of bytes in this part
 * @param sent receives the number of the blob's bytes written so far
 */
record BlobBody(Descriptor blob, Content content, long offset, long length, LongConsumer sent)
    implements HttpContent {

  private static final int BUFFER_BYTES = 256 * 1024;

  /** Returns the rest of a blob from an offset on. */
  static BlobBody rest(Descriptor blob, Content content, long offset, LongConsumer sent) {
    return new BlobBody(blob, content, offset, blob.size() - offset, sent);
  }

  /** Returns the beginning of this part, limited to a number of bytes. */
  BlobBody atMost(long most) {
    return new BlobBody(blob, content, offset, Math.min(length, most), sent);
  }

  /** Returns the rest of the blob after this part. */
  BlobBody next() {
    return rest(blob, content, offset + length, sent);
  }

  /** Returns whether this is the whole blob. */
  boolean isWhole() {
    return length == blob.size();
  }

  /**
   * Returns the range in the form of distribution-spec: with an inclusive end and without a unit.
   */
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
   * Writes the bytes, and reports progress once per buffer.
   *
   * @throws IOException if the peer does not accept the bytes
   * @throws CorruptBlobException if the content can't be read, or no longer has the expected size
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
        throw corrupt("more bytes now: it changed while it was sent");
      }
    }
  }

  // Local failures must not look like network failures, so they are thrown as another exception.
  private InputStream open() {
    try {
      InputStream in = content.open();
      in.skipNBytes(offset);
      return in;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Reads up to the wanted number of bytes; fewer only at the end. */
  private int read(InputStream in, byte[] buffer, int wanted) {
    try {
      return in.readNBytes(buffer, 0, wanted);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private CorruptBlobException shrunk(long found) {
    return corrupt(found + " bytes now: it changed while it was sent");
  }

  private CorruptBlobException unreadable(IOException e) {
    return CorruptBlobException.unreadable(content.location(), blob, e);
  }

  private CorruptBlobException corrupt(String found) {
    return new CorruptBlobException(content.location(), blob, found, null);
  }
}
