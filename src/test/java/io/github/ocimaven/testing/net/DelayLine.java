package io.github.ocimaven.testing.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * One direction of one connection of a {@link SlowLink}. One thread takes bytes from the sender, at
 * the link's pace; another one delivers them after the link's delay.
 */
final class DelayLine {

  /** The capacity of the line: in 20 ms, no client on this machine sends more. */
  private static final int WINDOW_BYTES = 16 * 1024 * 1024;

  private static final byte[] END = new byte[0];
  private static final byte[] BROKEN = new byte[0];

  private final Socket from;
  private final Socket to;
  private final Pace pace;
  private final long delayNanos;
  private final long usable;
  private final Semaphore window = new Semaphore(WINDOW_BYTES);
  private final BlockingQueue<Piece> underWay = new LinkedBlockingQueue<>();

  /**
   * Creates a line.
   *
   * @param delayNanos the delay of each byte
   * @param usable the {@link System#nanoTime} from which on the line accepts bytes
   */
  DelayLine(Socket from, Socket to, Pace pace, long delayNanos, long usable) {
    this.from = from;
    this.to = to;
    this.pace = pace;
    this.delayNanos = delayNanos;
    this.usable = usable;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Piece(byte[] bytes, long due) {}

  /** Takes bytes until the end of the sender or the connection. */
  void receive() {
    awaitNanoTime(usable);
    byte[] buffer = new byte[pace.pieceBytes()];
    byte[] last = END;
    try {
      InputStream in = from.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        long sent = pace.reserve(read, System.nanoTime());
        awaitNanoTime(sent);
        window.acquireUninterruptibly(read);
        underWay.add(new Piece(Arrays.copyOf(buffer, read), sent + delayNanos));
      }
    } catch (IOException e) {
      last = BROKEN;
    }
    underWay.add(new Piece(last, System.nanoTime() + delayNanos));
  }

  /** Delivers bytes until the end. Returns whether it was an orderly end. */
  boolean send() {
    try {
      OutputStream out = to.getOutputStream();
      while (true) {
        Piece piece = underWay.take();
        awaitNanoTime(piece.due());
        if (piece.bytes() == END) {
          to.shutdownOutput();
          return true;
        }
        if (piece.bytes() == BROKEN) {
          return false;
        }
        out.write(piece.bytes());
        window.release(piece.bytes().length);
      }
    } catch (IOException e) {
      window.release(WINDOW_BYTES); // The receiver is gone, so do not wait for it.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void awaitNanoTime(long time) {
    for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
