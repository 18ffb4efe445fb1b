package io.github.ocimaven.source.open;

import io.github.ocimaven.document.Findings;
import io.github.ocimaven.document.InvalidImageException;
import io.github.ocimaven.file.TemporaryFile;
import io.github.ocimaven.model.Compression;
import io.github.ocimaven.model.ImageFormat;
import io.github.ocimaven.model.PushInterruptedException;
import io.github.ocimaven.source.AnnotateException;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.source.NotAnImageException;
import io.github.ocimaven.source.SourceListener;
import io.github.ocimaven.source.SourceNotFoundException;
import io.github.ocimaven.source.SourceOptions;
import io.github.ocimaven.source.SourceReferenceException;
import io.github.ocimaven.source.SourceRequest;
import io.github.ocimaven.source.SourceUnavailableException;
import io.github.ocimaven.source.WorkFileException;
import io.github.ocimaven.source.edit.AnnotatedImage;
import io.github.ocimaven.source.edit.PlatformSelection;
import io.github.ocimaven.source.files.CompressedTar;
import io.github.ocimaven.source.files.Decompression;
import io.github.ocimaven.source.files.DirectoryFiles;
import io.github.ocimaven.source.files.SourceFiles;
import io.github.ocimaven.source.files.TarFiles;
import io.github.ocimaven.source.files.TarHeader;
import io.github.ocimaven.source.layout.OciLayout;
import io.github.ocimaven.source.open.SourceName.Kind;
import io.github.ocimaven.source.saved.DockerArchive;
import io.github.ocimaven.source.saved.ImageAssembler;
import io.github.ocimaven.source.saved.LayerSpool;
import io.github.ocimaven.source.saved.SavedLayerBlobs;
import io.github.ocimaven.text.IoFailure;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Finds the output of a build, detects its format, and opens it. */
public final class ImageSources {

  private final SourceRequest request;
  private final SourceListener listener;
  private final SourceName source;
  private final boolean whole;

  private ImageSources(SourceRequest request, SourceListener listener, boolean whole) {
    this.request = request;
    this.listener = listener;
    this.source = SourceName.parse(request.source() == null ? "" : request.source());
    this.whole = whole;
  }

  /**
   * Opens the image to push.
   *
   * @param listener notified before slow steps
   * @return the image; the caller closes it
   * @throws SourceNotFoundException if the source does not exist
   * @throws SourceUnavailableException if a program fails to save the image
   * @throws NotAnImageException if the source can't be read as an image
   * @throws InvalidImageException if a document that is needed to open it is invalid
   * @throws SourceReferenceException if the reference does not identify exactly one image
   * @throws AnnotateException if the image does not support the requested annotations
   * @throws WorkFileException if the work directory can't be written to
   * @throws PushInterruptedException if the thread is interrupted
   */
  public static ImageSource open(SourceRequest request, SourceListener listener) {
    return new ImageSources(request, listener, false).open();
  }

  /**
   * Checks that the source exists, unless a program is to save it.
   *
   * @throws SourceNotFoundException if the source does not exist
   * @throws NotAnImageException if the {@code source} parameter is malformed
   */
  public static void require(SourceRequest request) {
    SourceName source = SourceName.parse(request.source() == null ? "" : request.source());
    if (source.kind() != Kind.DOCKER_DAEMON) {
      SourceLocator.locate(request, source);
    }
  }

  /**
   * Opens everything in a source for validation: no layer is compressed, and if the request names
   * no image, the root is an index of all images.
   *
   * @param listener notified before slow steps
   * @return the content; the caller closes it
   * @throws SourceNotFoundException if the source does not exist
   * @throws SourceUnavailableException if a program fails to save the image
   * @throws NotAnImageException if the source can't be read as an image
   * @throws InvalidImageException if a document that is needed to open it is invalid
   * @throws SourceReferenceException if the reference does not identify exactly one image
   * @throws WorkFileException if the work directory can't be written to
   * @throws PushInterruptedException if the thread is interrupted
   */
  public static ImageSource openForValidation(SourceRequest request, SourceListener listener) {
    return new ImageSources(request, listener, true).open();
  }

  private ImageSource open() {
    SourceFiles files = files();
    boolean opened = false;
    try {
      ImageSource image = read(files);
      opened = true;
      return image;
    } finally {
      if (!opened) {
        closeQuietly(files);
      }
    }
  }

  private ImageSource read(SourceFiles files) {
    boolean layout = exists(files, "oci-layout") || exists(files, "index.json");
    boolean saved = exists(files, DockerArchive.MANIFEST);
    boolean wantsLayout =
        source.kind() == Kind.LAYOUT_DIRECTORY || source.kind() == Kind.LAYOUT_ARCHIVE;
    boolean wantsSaved = source.kind() == Kind.DOCKER_ARCHIVE;
    // Newer versions of docker save write an archive that is both: the layout is the image.
    if (layout && !(wantsSaved && saved)) {
      requireKind(!wantsSaved, files, "an OCI image layout", Kind.LAYOUT_ARCHIVE);
      return edited(readLayout(files));
    }
    if (saved) {
      requireKind(!wantsLayout, files, "a docker-save archive", Kind.DOCKER_ARCHIVE);
      return edited(readSaved(files));
    }
    throw new NotAnImageException(
        files.name(),
        "it contains neither index.json (an OCI image layout) nor manifest.json (a docker-save"
            + " archive)",
        NotAnImageException.WRITE_AN_IMAGE,
        null);
  }

  private ImageSource edited(ImageSource image) {
    SourceOptions options = request.options();
    return AnnotatedImage.apply(
        PlatformSelection.apply(image, options.platforms()), options.annotations());
  }

  private void requireKind(boolean matches, SourceFiles files, String what, Kind kind) {
    if (!matches) {
      throw misnamed(
          files.name(), what, "leave the prefix out, or write " + kind.prefix() + source.rest());
    }
  }

  private ImageSource readLayout(SourceFiles files) {
    try {
      return OciLayout.open(files, request, whole);
    } catch (SourceReferenceException e) {
      if (request.reference() != null || source.kind() != Kind.DOCKER_DAEMON) {
        throw e;
      }
      // docker save saves all tags of a repository if the name has no tag.
      return OciLayout.open(files, request.withReference(source.rest()), whole);
    }
  }

  private ImageSource readSaved(SourceFiles files) {
    ImageFormat format = savedFormat(files.name());
    LayerSpool spool = whole ? null : new LayerSpool(request.workDirectory());
    ImageAssembler assembler =
        new ImageAssembler(
            format, new SavedLayerBlobs(format, request.options().limit(), spool, listener));
    DockerArchive archive = new DockerArchive(files);
    String reference = request.reference();
    if (reference == null && whole) {
      return archive.openAll(assembler);
    }
    if (reference == null && source.kind() == Kind.DOCKER_DAEMON && archive.holdsSeveral()) {
      // docker save saves all tags of a repository if the name has no tag.
      return archive.open(source.rest(), assembler);
    }
    return archive.open(reference, assembler);
  }

  private ImageFormat savedFormat(String name) {
    ImageFormat wanted = request.options().imageFormat();
    if (request.options().annotations().isEmpty()) {
      return Objects.requireNonNullElse(wanted, ImageFormat.DOCKER);
    }
    if (wanted == ImageFormat.DOCKER) {
      throw AnnotateException.ofDockerFormat(name);
    }
    return ImageFormat.OCI;
  }

  private static boolean exists(SourceFiles files, String path) {
    Findings findings = new Findings();
    return files.file(path, findings).isPresent() || findings.hasErrors();
  }

  private SourceFiles files() {
    if (source.kind() == Kind.DOCKER_DAEMON) {
      DockerDaemon daemon =
          new DockerDaemon(source.rest(), request.options().dockerExecutable(), listener);
      TemporaryFile archive = daemon.save(request.workDirectory());
      return tar(source.kind().prefix() + source.rest(), archive.path(), archive);
    }
    Path path = SourceLocator.locate(request, source);
    String name = SourceLocator.display(request.baseDirectory(), path);
    boolean directory = Files.isDirectory(path);
    if (directory
        && (source.kind() == Kind.LAYOUT_ARCHIVE || source.kind() == Kind.DOCKER_ARCHIVE)) {
      String remedy =
          source.kind() == Kind.LAYOUT_ARCHIVE
              ? "write " + Kind.LAYOUT_DIRECTORY.prefix() + name
              : "leave the prefix out";
      throw misnamed(name, "a directory", remedy);
    }
    if (!directory && source.kind() == Kind.LAYOUT_DIRECTORY) {
      throw misnamed(name, "a file", "write " + Kind.LAYOUT_ARCHIVE.prefix() + name);
    }
    try {
      return directory ? new DirectoryFiles(name, path) : archive(name, path);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private NotAnImageException misnamed(String name, String what, String remedy) {
    return new NotAnImageException(
        name,
        "'"
            + source.kind().prefix()
            + "' stands for "
            + source.kind().what()
            + ", and this is "
            + what,
        remedy,
        null);
  }

  private SourceFiles archive(String name, Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new NotAnImageException(
          name,
          "it is neither a directory nor a regular file",
          NotAnImageException.WRITE_AN_IMAGE,
          null);
    }
    Compression compression = Decompression.detect(firstBytes(path, Decompression.MAGIC_BYTES));
    if (compression == Compression.NONE) {
      return tar(name, path, () -> {});
    }
    listener.decompressing(name, Files.size(path));
    TemporaryFile plain =
        CompressedTar.decompress(name, path, compression, request.workDirectory());
    return tar(name, plain.path(), plain);
  }

  private static byte[] firstBytes(Path path, int count) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(count);
    }
  }

  private static SourceFiles tar(String name, Path path, Closeable owned) {
    boolean opened = false;
    try {
      TarHeader.require(name, firstBytes(path, TarHeader.BYTES));
      SourceFiles files = new TarFiles(name, path, owned);
      opened = true;
      return files;
    } catch (IOException e) {
      throw unreadable(name, e);
    } finally {
      if (!opened) {
        closeQuietly(owned);
      }
    }
  }

  private static NotAnImageException unreadable(String name, IOException e) {
    if (e instanceof ClosedByInterruptException) {
      throw new PushInterruptedException(new InterruptedException());
    }
    return new NotAnImageException(
        name,
        "reading it failed: " + IoFailure.explain(e),
        "check that it is complete and readable",
        e);
  }

  private static void closeQuietly(Closeable resource) {
    try {
      resource.close();
    } catch (IOException e) {
      // An earlier failure is being thrown and must not be hidden.
    }
  }
}
