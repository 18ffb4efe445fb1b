package io.github.ocimaven.registry.jib.download;

import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.registry.RemoteContent;
import io.github.ocimaven.registry.jib.failure.Call;
import io.github.ocimaven.registry.jib.failure.Failures;
import java.io.IOException;
import java.io.InputStream;

/**
 * A blob of a repository.
 *
 * @param repository {@code HOST[:PORT]/REPOSITORY}
 * @param download opens the blob
 * @param failures converts exceptions
 */
public record RemoteBlob(Descriptor blob, String repository, Download download, Failures failures)
    implements RemoteContent {

  /** Opens a blob. */
  @FunctionalInterface
  public interface Download {

    /**
     * Opens the blob.
     *
     * @param offset the number of bytes to skip
     * @throws IOException if the registry does not send the blob
     */
    InputStream open(long offset) throws IOException;
  }

  @Override
  public long size() {
    return blob.size();
  }

  @Override
  public String location() {
    return repository + "@" + blob.digest();
  }

  @Override
  public InputStream openAt(long offset) {
    if (offset < 0 || offset > blob.size()) {
      throw new IndexOutOfBoundsException(offset + " of " + blob.size() + " bytes");
    }
    return offset > 0 && offset == blob.size()
        ? InputStream.nullInputStream()
        : new Explained(explain(() -> download.open(offset)));
  }

  private <T> T explain(Call<T> call) {
    return failures.explain("read blob " + blob.digest() + " from", call);
  }

  /** Throws the same exceptions as the repository. */
  private final class Explained extends InputStream {

    private final InputStream in;

    Explained(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() {
      return explain(in::read);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return explain(() -> in.read(buffer, offset, length));
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
