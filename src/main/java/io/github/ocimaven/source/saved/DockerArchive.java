package io.github.ocimaven.source.saved;

import io.github.ocimaven.document.Findings;
import io.github.ocimaven.document.InvalidImageException;
import io.github.ocimaven.document.SavedImage;
import io.github.ocimaven.document.SavedImages;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.source.DocumentBytes;
import io.github.ocimaven.source.ImageNames;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.source.SourceReferenceException;
import io.github.ocimaven.source.files.SourceFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A docker-save archive, as written by {@code docker save}, {@code podman save}, {@code skopeo copy
 * … docker-archive:} and {@code jib:buildTar}: {@code manifest.json}, configs, and layers that are
 * plain or compressed tars.
 */
public final class DockerArchive {

  /** The file that lists the images. */
  public static final String MANIFEST = "manifest.json";

  /** The maximum number of images: a limit for hostile input, far above real archives. */
  private static final int MAX_IMAGES = 1_000;

  private final SourceFiles files;
  private final Findings findings = new Findings();
  private final SavedImageReader reader;
  private final List<SavedImage> images;

  /**
   * Reads the list of images.
   *
   * @param files the archive's files
   * @throws InvalidImageException if the list can't be read
   */
  public DockerArchive(SourceFiles files) {
    this.files = files;
    this.reader = new SavedImageReader(files, findings);
    Optional<Content> manifest = files.file(MANIFEST, findings);
    if (manifest.isEmpty() && !findings.hasErrors()) {
      findings.error("S1", MANIFEST, "", "no such file", "the list of the archive's images");
    }
    images =
        manifest
            .flatMap(content -> DocumentBytes.read(content, MANIFEST, findings))
            .map(bytes -> SavedImages.read(MANIFEST, bytes, findings))
            .orElse(List.of());
    if (images.size() > MAX_IMAGES) {
      findings.error("H4", MANIFEST, "", images.size() + " images", "at most " + MAX_IMAGES);
    }
    requireValid();
  }

  private void requireValid() {
    if (findings.hasErrors()) {
      throw findings.invalid(files.name());
    }
  }

  /**
   * Opens one image.
   *
   * @param reference its repository tag or image ID; null for the only one
   * @param assembler generates its manifest
   * @throws InvalidImageException if its parts don't fit together
   * @throws SourceReferenceException if the reference does not identify exactly one image
   */
  public ImageSource open(@Nullable String reference, ImageAssembler assembler) {
    Optional<SavedImageReader.Parts> parts = reader.read(choose(reference));
    requireValid();
    return assembler.assemble(files, findings, parts.stream().toList());
  }

  /**
   * Opens all images whose parts are present. The findings of the returned source cover all images
   * of the archive.
   *
   * @param assembler generates their manifests, and an index if there are several
   * @throws InvalidImageException if there is no such image
   */
  public ImageSource openAll(ImageAssembler assembler) {
    List<SavedImageReader.Parts> parts = new ArrayList<>();
    images.forEach(image -> reader.read(image).ifPresent(parts::add));
    if (parts.isEmpty()) {
      requireValid();
    }
    return assembler.assemble(files, findings, parts);
  }

  /** Returns whether there is more than one image. */
  public boolean holdsSeveral() {
    return images.stream().map(SavedImage::config).distinct().count() > 1;
  }

  private SavedImage choose(@Nullable String reference) {
    if (reference == null) {
      if (holdsSeveral()) {
        throw ambiguous(null);
      }
      return images.get(0);
    }
    return single(images.stream().filter(image -> image.repoTags().contains(reference)).toList())
        .or(() -> single(images.stream().filter(image -> isShortFor(image, reference)).toList()))
        .or(() -> single(images.stream().filter(image -> hasId(image, reference)).toList()))
        .orElseThrow(() -> ambiguous(reference));
  }

  private static Optional<SavedImage> single(List<SavedImage> candidates) {
    return candidates.stream().map(SavedImage::config).distinct().count() == 1
        ? Optional.of(candidates.get(0))
        : Optional.empty();
  }

  private static boolean isShortFor(SavedImage image, String reference) {
    return image.repoTags().stream().anyMatch(tag -> ImageNames.isShortFor(tag, reference));
  }

  private boolean hasId(SavedImage image, String reference) {
    return reference.startsWith("sha256:") && reference.equals(id(image));
  }

  private String id(SavedImage image) {
    return reader.id(image).map(Digest::toString).orElse("");
  }

  private SourceReferenceException ambiguous(@Nullable String reference) {
    List<String> available =
        images.stream()
            .flatMap(
                image ->
                    image.repoTags().isEmpty()
                        ? Optional.of(id(image)).stream()
                        : image.repoTags().stream())
            .distinct()
            .toList();
    requireValid(); // a missing config has no ID
    return new SourceReferenceException(files.name(), reference, available);
  }
}
