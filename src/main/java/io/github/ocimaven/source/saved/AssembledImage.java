package io.github.ocimaven.source.saved;

import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.source.files.SourceFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An image with a generated manifest, because its source, a docker-save archive, has none. */
final class AssembledImage implements ImageSource {

  private final SourceFiles files;
  private final Findings findings;
  private final Descriptor root;
  private final Map<Digest, Part> parts;
  private final @Nullable Manifest ociForm;

  /**
   * A piece of the image's content.
   *
   * @param content the bytes
   * @param file the file below the source's root from which they come
   */
  record Part(Content content, String file) {}

  /**
   * Creates an image from its parts.
   *
   * @param files the source's files, closed with this
   * @param findings the findings so far
   * @param root the descriptor of the manifest or index
   * @param parts everything that the root refers to, and the root's document
   * @param ociForm the root with OCI media types, or null if it already has them
   */
  AssembledImage(
      SourceFiles files,
      Findings findings,
      Descriptor root,
      Map<Digest, Part> parts,
      @Nullable Manifest ociForm) {
    this.files = files;
    this.findings = findings;
    this.root = root;
    this.parts = new HashMap<>(parts);
    this.ociForm = ociForm;
  }

  @Override
  public String name() {
    return files.name();
  }

  @Override
  public Descriptor root() {
    return root;
  }

  @Override
  public String file(Descriptor descriptor) {
    Part part = parts.get(descriptor.digest());
    return part == null ? descriptor.digest().toString() : part.file();
  }

  @Override
  public Optional<Content> content(Descriptor descriptor, Findings findings) {
    return Optional.ofNullable(parts.get(descriptor.digest())).map(Part::content);
  }

  @Override
  public Optional<Manifest> ociForm() {
    return Optional.ofNullable(ociForm);
  }

  @Override
  public Findings findings() {
    return findings;
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
