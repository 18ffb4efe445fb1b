package io.github.ocimaven.source.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.CorruptBlobException;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.source.BytesContent;
import io.github.ocimaven.source.WorkFileException;
import io.github.ocimaven.source.files.FileContent;
import io.github.ocimaven.source.saved.LayerSpool.CompressedLayer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerSpoolTest {

  private static final byte[] TAR = "a tar ".repeat(100_000).getBytes(StandardCharsets.UTF_8);
  private static final Digest DIFF_ID = Digest.sha256(TAR);

  @TempDir Path work;

  private final Content tar = new BytesContent(TAR, "image.tar!/layer.tar");

  private LayerSpool spool() {
    return new LayerSpool(work);
  }

  private Optional<CompressedLayer> compress(Digest diffId, Content content) {
    return spool().compress(diffId, content, () -> {}, other -> {});
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(work.resolve("layers"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void keepsALayerUnderItsDiffId() throws IOException {
    CompressedLayer layer = compress(DIFF_ID, tar).orElseThrow();

    byte[] compressed;
    try (InputStream in = layer.content().open()) {
      compressed = in.readAllBytes();
    }
    assertThat(layer.digest()).isEqualTo(Digest.sha256(compressed));
    assertThat(layer.content().size()).isEqualTo(compressed.length);
    try (InputStream in = new GZIPInputStream(layer.content().open())) {
      assertThat(in.readAllBytes()).isEqualTo(TAR);
    }
    assertThat(files())
        .containsExactly(DIFF_ID.encoded() + ".digest", DIFF_ID.encoded() + ".tar.gz");
    assertThat(spool().find(DIFF_ID, () -> {})).contains(layer);
  }

  @Test
  void keepsNothingWhereTheTarIsAnotherOne() throws IOException {
    Digest other = Digest.sha256("another");

    List<Digest> found = new ArrayList<>();
    assertThat(spool().compress(other, tar, () -> {}, found::add)).isEmpty();
    assertThat(found).containsExactly(DIFF_ID);
    assertThat(spool().find(other, () -> {})).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void keepsNothingWhereTheWorkIsStopped() throws IOException {
    IllegalStateException stop = new IllegalStateException("stop");

    assertThatThrownBy(
            () ->
                spool()
                    .compress(
                        DIFF_ID,
                        tar,
                        () -> {
                          throw stop;
                        },
                        other -> {}))
        .isSameAs(stop);
    assertThat(files()).isEmpty();
  }

  @Test
  void doesNotTrustWhatItDidNotFinish() throws IOException {
    CompressedLayer layer = compress(DIFF_ID, tar).orElseThrow();
    Path note = work.resolve("layers").resolve(DIFF_ID.encoded() + ".digest");
    Path file = work.resolve("layers").resolve(DIFF_ID.encoded() + ".tar.gz");

    for (String broken : List.of("", "sha256:123 5", layer.digest() + " 17", "nonsense")) {
      Files.writeString(note, broken);
      assertThat(spool().find(DIFF_ID, () -> {})).isEmpty();
    }
    assertThat(compress(DIFF_ID, tar)).contains(layer);
    Files.write(file, new byte[3]);
    assertThat(spool().find(DIFF_ID, () -> {})).isEmpty();
    assertThat(compress(DIFF_ID, tar)).contains(layer);
    byte[] damaged = Files.readAllBytes(file);
    damaged[damaged.length / 2] ^= 1;
    Files.write(file, damaged);
    assertThat(spool().find(DIFF_ID, () -> {})).isEmpty();
    Files.delete(file);
    assertThat(spool().find(DIFF_ID, () -> {})).isEmpty();
  }

  @Test
  void saysWhereItCannotWrite() throws IOException {
    Files.writeString(work.resolve("layers"), "a file in the folder's place");

    assertThatThrownBy(() -> compress(DIFF_ID, tar))
        .isInstanceOf(WorkFileException.class)
        .hasMessageContainingAll(
            "Cannot write a compressed layer to ", "layers", "set 'outputDirectory'");
  }

  @Test
  void saysWhereTheTarCannotBeRead() {
    Content gone = new FileContent(work.resolve("gone.tar"), 0, 10, "gone.tar");
    Content failing =
        new Content() {
          @Override
          public long size() {
            return 10;
          }

          @Override
          public String location() {
            return "image.tar!/layer.tar";
          }

          @Override
          public InputStream open() {
            return new InputStream() {
              @Override
              public int read() throws IOException {
                return read(new byte[1], 0, 1);
              }

              @Override
              public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException("the disk is broken");
              }
            };
          }
        };

    for (Content content : List.of(gone, failing)) {
      assertThatThrownBy(() -> compress(DIFF_ID, content))
          .isInstanceOf(CorruptBlobException.class)
          .hasMessageContaining(content.location());
    }
  }
}
