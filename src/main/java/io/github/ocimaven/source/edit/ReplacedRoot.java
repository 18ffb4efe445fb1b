package io.github.ocimaven.source.edit;

import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.source.BytesContent;
import io.github.ocimaven.source.DocumentBytes;
import io.github.ocimaven.source.ImageSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An image with a modified root; everything else comes from the source. */
final class ReplacedRoot implements ImageSource {

  private final ImageSource source;
  private final Descriptor root;
  private final Content content;
  private final String note;

  /**
   * Creates an image with another root.
   *
   * @param source the image
   * @param bytes the new root, a document of the same media type
   * @param what the change, for messages, for example {@code without linux/amd64}
   * @param note the change, for the log, with the names of everything that was changed
   */
  ReplacedRoot(ImageSource source, byte[] bytes, String what, String note) {
    this.source = source;
    this.root = new Descriptor(source.root().mediaType(), Digest.sha256(bytes), bytes.length);
    this.content = new BytesContent(bytes, source.name() + ", " + what);
    this.note =
        note
            + "; this makes a new "
            + (root.mediaType().isIndex() ? "index" : "manifest")
            + ", "
            + root.digest()
            + " instead of "
            + source.root().digest();
  }

  /** Reads a document if it matches its descriptor; walking the image reports a mismatch. */
  static Optional<byte[]> document(ImageSource source, Descriptor descriptor) {
    Findings ignored = new Findings();
    return source
        .content(descriptor, ignored)
        .filter(content -> content.size() == descriptor.size())
        .flatMap(content -> DocumentBytes.read(content, source.file(descriptor), ignored))
        .filter(bytes -> Digest.sha256(bytes).equals(descriptor.digest()));
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public Descriptor root() {
    return root;
  }

  @Override
  public String file(Descriptor descriptor) {
    return source.file(descriptor.digest().equals(root.digest()) ? source.root() : descriptor);
  }

  @Override
  public Optional<Content> content(Descriptor descriptor, Findings findings) {
    return descriptor.digest().equals(root.digest())
        ? Optional.of(content)
        : source.content(descriptor, findings);
  }

  @Override
  public List<String> notes() {
    return Stream.concat(source.notes().stream(), Stream.of(note)).toList();
  }

  @Override
  public Findings findings() {
    return source.findings();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
