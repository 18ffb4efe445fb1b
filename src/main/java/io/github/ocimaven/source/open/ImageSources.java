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

/** Finds what a build produced, tells its format, and opens it. */
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
   * Opens the image that a push is to send.
   *
   * @param request which one
   * @param listener is told what takes its time
   * @return the image; the caller closes it
   * @throws SourceNotFoundException if there is nothing
   * @throws SourceUnavailableException if a program should hand it over and does not
   * @throws NotAnImageException if it is nothing that can be read as an image
   * @throws InvalidImageException if what must be read to open it is not valid
   * @throws SourceReferenceException if the reference names no single image
   * @throws AnnotateException if it can't have the annotations that the request asks for
   * @throws WorkFileException if the work folder can't be written to
   * @throws PushInterruptedException if the thread is interrupted
   */
  public static ImageSource open(SourceRequest request, SourceListener listener) {
    return new ImageSources(request, listener, false).open();
  }

  /**
   * Makes sure that there is something to open, or that a program is asked for it.
   *
   * @param request which image
   * @throws SourceNotFoundException if there is nothing
   * @throws NotAnImageException if the source is none that can be understood
   */
  public static void require(SourceRequest request) {
    SourceName source = SourceName.parse(request.source() == null ? "" : request.source());
    if (source.kind() != Kind.DOCKER_DAEMON) {
      SourceLocator.locate(request, source);
    }
  }

  /**
   * Opens all that a source holds, for a validation: no layer is compressed, and where the request
   * names no image, the root is an index of all of them.
   *
   * @param request which source
   * @param listener is told what takes its time
   * @return what it holds; the caller closes it
   * @throws SourceNotFoundException if there is nothing
   * @throws SourceUnavailableException if a program should hand it over and does not
   * @throws NotAnImageException if it is nothing that can be read as an image
   * @throws InvalidImageException if what must be read to open it is not valid
   * @throws SourceReferenceException if the reference names no single image
   * @throws WorkFileException if the work folder can't be written to
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
    // Where an archive is both, as newer versions of docker save write it, the layout is the image.
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
        "there is neither index.json (an OCI image layout) nor manifest.json (a docker-save"
            + " archive) in it",
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
      // docker save saves all tags of a repository where the name has none.
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
      // docker save saves all tags of a repository where the name has none.
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
      // Another failure is on its way, which must not be hidden.
    }
  }
}
