package io.github.ocimaven.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * A channel from which a tar's headers are read, and not more of them than fit into memory: an
 * extension header may claim any size, and the library reads it whole.
 */
final class HeaderChannel implements SeekableByteChannel {

  /** Enough for some 30,000 entries; a layout has one for each blob. */
  private static final long MAX_BYTES = 16L * 1024 * 1024;

  private final SeekableByteChannel channel;
  private long bytes;

  HeaderChannel(SeekableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    int count = channel.read(buffer);
    bytes += Math.max(count, 0);
    if (bytes > MAX_BYTES) {
      throw new IOException("its headers have more than " + MAX_BYTES + " bytes");
    }
    return count;
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    return channel.write(buffer);
  }

  @Override
  public long position() throws IOException {
    return channel.position();
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    channel.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public SeekableByteChannel truncate(long size) throws IOException {
    channel.truncate(size);
    return this;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
