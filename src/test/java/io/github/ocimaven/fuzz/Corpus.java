package io.github.ocimaven.fuzz;

import com.github.luben.zstd.Zstd;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import io.github.ocimaven.testing.image.DockerArchiveBuilder;
import io.github.ocimaven.testing.image.DockerArchiveStyle;
import io.github.ocimaven.testing.image.TarBuilder;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.image.WrittenImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes the images to mutate: the same ones each time, byte for byte. */
final class Corpus {

  private final Path directory;
  private final List<Sample> samples = new ArrayList<>();

  private Corpus(Path directory) {
    this.directory = directory;
  }

  static List<Sample> write(Path directory) throws Exception {
    Corpus corpus = new Corpus(Files.createDirectories(directory));
    corpus.writeLayouts();
    corpus.writeDockerArchives();
    corpus.writeWithJib();
    return List.copyOf(corpus.samples);
  }

  private void writeLayouts() throws IOException {
    TestImages.layout(directory.resolve("single")).layer("base").layer("app").refName("1").write();
    addLayout("single", "1");
    TestImages.index(directory.resolve("index"), "linux/amd64", "linux/arm64", "linux/arm/v7");
    addLayout("index");
    TestImages.nestedIndex(directory.resolve("nested"));
    addLayout("nested");
    byte[] plain = DockerArchiveBuilder.layerTar("plain");
    TestImages.layout(directory.resolve("layers"))
        .rawLayer("application/vnd.oci.image.layer.v1.tar+zstd", Zstd.compress(plain))
        .rawLayer("application/vnd.oci.image.layer.v1.tar", plain)
        .rawLayer("application/vnd.oci.image.layer.nondistributable.v1.tar", new byte[] {1, 2, 3})
        .annotation("org.opencontainers.image.title", "title")
        .write();
    addLayout("layers");
    WrittenImage image =
        TestImages.layout(directory.resolve("artifact")).layer("1").refName("image").write();
    TestImages.layout(directory.resolve("artifact"))
        .rawLayer("text/plain", "signature".getBytes(StandardCharsets.UTF_8))
        .artifactType("application/vnd.example+type")
        .subject(image)
        .refName("signature")
        .write();
    addLayout("artifact", "image", "signature");
  }

  private void addLayout(String name, String... references) throws IOException {
    byte[] tar = new TarBuilder().directoryTree(directory.resolve(name)).bytes();
    samples.add(Sample.of("layout " + name, tar, references));
  }

  private void writeDockerArchives() throws IOException {
    for (DockerArchiveStyle style : DockerArchiveStyle.values()) {
      addArchive(style.name(), archive(style).layer("base").gzipLayer("app").layer("base"));
    }
    addArchive(
        "several images",
        archive(DockerArchiveStyle.SKOPEO_LINKS)
            .repoTags("example.com/one:1")
            .layer("base")
            .nextImage()
            .repoTags("example.com/two:2")
            .layer("base")
            .zstdLayer("other"),
        "example.com/one:1",
        "two:2");
  }

  private DockerArchiveBuilder archive(DockerArchiveStyle style) {
    return TestImages.dockerArchive(directory.resolve("archive.tar")).style(style);
  }

  private void addArchive(String name, DockerArchiveBuilder archive, String... references)
      throws IOException {
    samples.add(
        Sample.of("archive " + name, Files.readAllBytes(archive.write().tar()), references));
  }

  private void writeWithJib() throws Exception {
    Path file = Files.writeString(directory.resolve("hello.txt"), "hello");
    for (ImageFormat format : Arrays.asList(ImageFormat.Docker, ImageFormat.OCI)) {
      Path tar = directory.resolve("jib-" + format + ".tar");
      Jib.fromScratch()
          .setFormat(format)
          .addFileEntriesLayer(
              FileEntriesLayer.builder().setName("app").addEntry(file, unix("/app/hello")).build())
          .setEntrypoint("/app/hello")
          .containerize(
              Containerizer.to(TarImage.at(tar).named("example.com/jib:1"))
                  .setOfflineMode(true)
                  .setApplicationLayersCache(directory.resolve("cache"))
                  .setBaseImageLayersCache(directory.resolve("cache")));
      samples.add(Sample.of("Jib's " + format, Files.readAllBytes(tar)));
    }
  }

  private static AbsoluteUnixPath unix(String path) {
    return AbsoluteUnixPath.get(path);
  }
}
