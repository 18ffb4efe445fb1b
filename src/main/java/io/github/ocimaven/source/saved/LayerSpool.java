package io.github.ocimaven.source.saved;

import io.github.ocimaven.file.TemporaryFile;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.CorruptBlobException;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.DigestAndSize;
import io.github.ocimaven.model.Hash;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.source.WorkFileException;
import io.github.ocimaven.source.files.FileContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compressed layers in the work directory: {@code layers/<diff ID>.tar.gz}, and beside each a file
 * with its digest. A layer that is already there is not compressed again.
 */
public final class LayerSpool {

  private final Path workDirectory;
  private final Path directory;

  /**
   * Creates a spool without writing anything.
   *
   * @param workDirectory the parent of the folder {@code layers}, which is created on demand
   */
  public LayerSpool(Path workDirectory) {
    this.workDirectory = workDirectory;
    this.directory = workDirectory.resolve("layers");
  }

  /**
   * A compressed layer.
   *
   * @param content the compressed bytes
   * @param digest their digest
   */
  record CompressedLayer(Content content, Digest digest) {}

  /**
   * Looks a layer up and verifies its digest, so that a damaged one is compressed again.
   *
   * @param diffId the digest of its tar
   * @param progress called after each piece; may throw to end the work
   * @return the layer, or empty if there is no intact one
   */
  Optional<CompressedLayer> find(Digest diffId, Runnable progress) {
    try {
      String[] note = Files.readString(note(diffId)).strip().split(" ", -1);
      Path file = file(diffId);
      long size = Files.size(file);
      if (note.length == 2 && size == Long.parseLong(note[1])) {
        CompressedLayer layer = layer(file, Digest.parse(note[0]), size);
        return Optional.of(layer).filter(found -> isWhole(found, progress));
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      // The files are unreadable or have been altered: the layer is compressed again.
    }
    return Optional.empty();
  }

  private static boolean isWhole(CompressedLayer layer, Runnable progress) {
    try (InputStream in = layer.content().open()) {
      DigestAndSize found = DigestAndSize.read(in, layer.content().size(), progress);
      return found.digest().equals(layer.digest());
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Compresses a layer, using a few hundred KiB of memory.
   *
   * @param diffId the expected digest of its tar
   * @param tar the plain tar
   * @param progress called after each chunk; may throw to end the work
   * @param other gets the actual digest of the tar if it differs
   * @return the layer, or empty if the tar's digest differs
   * @throws CorruptBlobException if the tar can't be read
   * @throws WorkFileException if the compressed bytes can't be written
   */
  Optional<CompressedLayer> compress(
      Digest diffId, Content tar, Runnable progress, Consumer<Digest> other) {
    try (TemporaryFile file = TemporaryFile.create(workDirectory, "layer-");
        InputStream in = open(tar, diffId)) {
      Files.createDirectories(directory); // before the work, in case it can't be written to
      Hash plain = Hash.sha256();
      Hash compressed = Hash.sha256();
      try (OutputStream out = compressed.of(Files.newOutputStream(file.path()));
          LayerGzip gzip = new LayerGzip(out)) {
        byte[] chunk = new byte[LayerGzip.CHUNK_BYTES];
        for (int count = read(in, chunk, tar, diffId); count > 0; ) {
          plain.update(chunk, 0, count);
          gzip.write(chunk, count);
          progress.run();
          count = read(in, chunk, tar, diffId);
        }
        gzip.finish();
      }
      Digest found = plain.digest();
      if (!found.equals(diffId)) {
        other.accept(found);
        return Optional.empty();
      }
      return Optional.of(keep(file, diffId, compressed.digest()));
    } catch (IOException e) {
      throw new WorkFileException("a compressed layer", directory.toString(), e);
    }
  }

  private static InputStream open(Content tar, Digest diffId) {
    try {
      return tar.open();
    } catch (IOException e) {
      throw unreadable(tar, diffId, e);
    }
  }

  private static int read(InputStream in, byte[] chunk, Content tar, Digest diffId) {
    try {
      return in.readNBytes(chunk, 0, chunk.length);
    } catch (IOException e) {
      throw unreadable(tar, diffId, e);
    }
  }

  private static CorruptBlobException unreadable(Content tar, Digest diffId, IOException cause) {
    Descriptor layer = new Descriptor(MediaType.OCI_LAYER, diffId, tar.size());
    return CorruptBlobException.unreadable(tar.location(), layer, cause);
  }

  private CompressedLayer keep(TemporaryFile file, Digest diffId, Digest digest)
      throws IOException {
    long size = Files.size(file.path());
    // Write the note last: its presence means that the layer is complete.
    Files.deleteIfExists(note(diffId));
    file.moveTo(file(diffId));
    Files.writeString(note(diffId), digest + " " + size + "\n");
    return layer(file(diffId), digest, size);
  }

  private static CompressedLayer layer(Path file, Digest digest, long size) {
    return new CompressedLayer(new FileContent(file, 0, size, file.toString()), digest);
  }

  private Path file(Digest diffId) {
    return directory.resolve(diffId.encoded() + ".tar.gz");
  }

  private Path note(Digest diffId) {
    return directory.resolve(diffId.encoded() + ".digest");
  }
}
