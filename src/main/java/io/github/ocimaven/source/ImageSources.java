package io.github.ocimaven.source;

import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.InvalidImageException;
import io.github.ocimaven.model.NotAnImageException;
import io.github.ocimaven.model.SourceNotFoundException;
import io.github.ocimaven.model.SourceReferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.jspecify.annotations.Nullable;

/** Finds what a build produced, tells its format, and opens it. */
public final class ImageSources {

  /**
   * Where the usual tools write, below the build directory, in the order in which they are tried.
   */
  private static final List<String> USUAL_PLACES =
      List.of("oci", "image", "oci-image", "jib-image.tar");

  private static final String WRITE_A_LAYOUT =
      "write an OCI image layout (jib:buildTar with <format>OCI</format>, skopeo copy … oci:DIR,"
          + " buildah push … oci-archive:FILE)";
  private static final int TAR_HEADER = 512;

  private ImageSources() {}

  /**
   * Opens the image that a push is to send.
   *
   * @param request which one
   * @return the image; the caller closes it
   * @throws SourceNotFoundException if there is nothing
   * @throws NotAnImageException if it is nothing that can be read as an image
   * @throws InvalidImageException if its first document can't be read
   * @throws SourceReferenceException if the reference names no single image
   */
  public static ImageSource open(SourceRequest request) {
    Path path = locate(request.baseDirectory(), request.buildDirectory(), request.source());
    String name = display(request.baseDirectory(), path);
    String source = request.source() == null ? "" : request.source();
    try {
      return OciLayout.open(files(name, path, source), request.reference());
    } catch (IOException e) {
      throw new NotAnImageException(
          name, "reading it failed with " + e, "check that it is complete and readable", e);
    }
  }

  /**
   * Opens all that a source holds, for a validation: its layers are not compressed, and where the
   * request names no image, the root is an index of all of them.
   *
   * @param request which source
   * @return what it holds; the caller closes it
   * @throws SourceNotFoundException if there is nothing
   * @throws NotAnImageException if it is nothing that can be read as an image
   * @throws InvalidImageException if its first document can't be read
   * @throws SourceReferenceException if the reference names no single image
   */
  public static ImageSource openForValidation(SourceRequest request) {
    return open(request);
  }

  private static Path locate(Path baseDirectory, Path buildDirectory, @Nullable String source) {
    if (source != null) {
      Path path = named(baseDirectory, source);
      if (!Files.exists(path)) {
        throw new SourceNotFoundException(List.of(display(baseDirectory, path)));
      }
      return path;
    }
    List<Path> places = USUAL_PLACES.stream().map(buildDirectory::resolve).toList();
    return places.stream()
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () ->
                new SourceNotFoundException(
                    places.stream().map(place -> display(baseDirectory, place)).toList()));
  }

  private static Path named(Path baseDirectory, String source) {
    if (source.matches("docker-(archive|daemon):.*")) {
      throw new NotAnImageException(
          source, "this version reads no docker-archive: or docker-daemon:", WRITE_A_LAYOUT, null);
    }
    try {
      return baseDirectory.resolve(source.replaceFirst("^(oci|oci-archive):", ""));
    } catch (InvalidPathException e) {
      throw new NotAnImageException(source, e.getReason(), "set source to a path", e);
    }
  }

  /** A path as the user knows it: relative to the project where it lies in it. */
  private static String display(Path baseDirectory, Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path base = baseDirectory.toAbsolutePath().normalize();
    return absolute.startsWith(base) && !absolute.equals(base)
        ? base.relativize(absolute).toString()
        : absolute.toString();
  }

  private static SourceFiles files(String name, Path path, String source) throws IOException {
    boolean directory = Files.isDirectory(path);
    if (source.startsWith("oci:") && !directory) {
      throw new NotAnImageException(
          name,
          "'oci:' stands for a directory and this is a file",
          "write oci-archive:" + name,
          null);
    }
    if (source.startsWith("oci-archive:") && directory) {
      throw new NotAnImageException(
          name,
          "'oci-archive:' stands for a tar and this is a directory",
          "write oci:" + name,
          null);
    }
    SourceFiles files = directory ? new DirectoryFiles(name, path) : tar(name, path);
    requireLayout(files);
    return files;
  }

  private static TarFiles tar(String name, Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new NotAnImageException(
          name, "it is neither a directory nor a regular file", WRITE_A_LAYOUT, null);
    }
    byte[] header;
    try (InputStream in = Files.newInputStream(path)) {
      header = in.readNBytes(TAR_HEADER);
    }
    if (header.length > 1 && (header[0] & 0xff) == 0x1f && (header[1] & 0xff) == 0x8b) {
      throw new NotAnImageException(
          name,
          "it is compressed with gzip",
          "decompress it first (gunzip), a plain tar is read",
          null);
    }
    if (!isTar(header)) {
      throw new NotAnImageException(name, "it is no tar", WRITE_A_LAYOUT, null);
    }
    return new TarFiles(name, path);
  }

  private static boolean isTar(byte[] header) {
    if (header.length < TAR_HEADER) {
      return false;
    }
    try {
      return TarArchiveInputStream.matches(header, header.length)
          || TarUtils.verifyCheckSum(header);
    } catch (IllegalArgumentException e) {
      return false; // there is no number where a header has its checksum
    }
  }

  private static void requireLayout(SourceFiles files) {
    if (exists(files, "oci-layout") || exists(files, "index.json")) {
      return;
    }
    if (exists(files, "manifest.json")) {
      throw new NotAnImageException(
          files.name(),
          "it is an archive in docker-save format, which this version does not read",
          WRITE_A_LAYOUT,
          null);
    }
    throw new NotAnImageException(
        files.name(), "there is neither oci-layout nor index.json in it", WRITE_A_LAYOUT, null);
  }

  private static boolean exists(SourceFiles files, String path) {
    Findings findings = new Findings();
    return files.file(path, findings).isPresent() || findings.hasErrors();
  }
}
