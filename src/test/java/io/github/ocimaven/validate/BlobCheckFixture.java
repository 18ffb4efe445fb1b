package io.github.ocimaven.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.github.ocimaven.document.Finding;
import io.github.ocimaven.model.Compression;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.plan.PushPlan.PlannedBlob;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/** Checks one blob. */
abstract class BlobCheckFixture {
  static final String FILE = "blobs/sha256/layer";
  static final byte[] TAR = tar(100_000);

  /** Bytes in memory, which may be fewer than their declared size. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Bytes(byte[] bytes, long size) implements Content {
    Bytes(byte[] bytes) {
      this(bytes, bytes.length);
    }

    @Override
    public String location() {
      return FILE;
    }

    @Override
    public InputStream open() throws IOException {
      return new ByteArrayInputStream(bytes);
    }
  }

  static byte[] tar(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry("file");
      entry.setSize(size);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] compress(byte[] plain, Compression compression) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    switch (compression) {
      case NONE -> bytes.write(plain);
      case GZIP -> {
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
          gzip.write(plain);
        }
      }
      case ZSTD -> bytes.write(Zstd.compress(plain));
    }
    return bytes.toByteArray();
  }

  static MediaType type(Compression compression) {
    return switch (compression) {
      case NONE -> MediaType.OCI_LAYER;
      case GZIP -> MediaType.DOCKER_LAYER_GZIP;
      case ZSTD -> MediaType.OCI_LAYER_ZSTD;
    };
  }

  static PlannedBlob layer(MediaType type, byte[] bytes, @Nullable Digest diffId) {
    return new PlannedBlob(
        new Descriptor(type, Digest.sha256(bytes), bytes.length), new Bytes(bytes), diffId);
  }

  static List<Finding> check(MediaType type, byte[] bytes, @Nullable Digest diffId) {
    return BlobCheck.check(layer(type, bytes, diffId), FILE);
  }

  static List<String> texts(List<Finding> findings) {
    assertThat(findings).allMatch(Finding::isError).allMatch(f -> f.file().equals(FILE));
    return findings.stream().map(f -> f.rule() + " " + f.found()).toList();
  }
}
