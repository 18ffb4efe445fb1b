package io.github.ocimaven.source.files;

import io.github.ocimaven.model.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Content that is a range of bytes in a file: a whole file of a layout directory, or an entry of a
 * tar, which is read in place.
 *
 * @param path the file; not followed if it is a link
 * @param offset where the content starts, in bytes
 * @param size its size in bytes
 * @param location its location, for messages
 */
public record FileContent(Path path, long offset, long size, String location) implements Content {

  @Override
  public InputStream open() throws IOException {
    return new Slice(
        FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS), offset, size);
  }

  /** A range of a channel's bytes. */
  private static final class Slice extends InputStream {

    private final FileChannel channel;
    private final long end;
    private long position;

    Slice(FileChannel channel, long offset, long size) {
      this.channel = channel;
      this.position = offset;
      this.end = offset + size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int off, int len) throws IOException {
      Objects.checkFromIndexSize(off, len, buffer.length);
      if (len == 0) {
        return 0;
      }
      int wanted = (int) Math.min(len, end - position);
      if (wanted <= 0) {
        return -1;
      }
      int count = channel.read(ByteBuffer.wrap(buffer, off, wanted), position);
      if (count > 0) {
        position += count;
      }
      return count;
    }

    /** The JDK assumes that a gzip member is the last one if no bytes are available after it. */
    @Override
    public int available() {
      return (int) Math.min(end - position, Integer.MAX_VALUE);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
