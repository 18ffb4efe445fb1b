package io.github.ocimaven.source.edit;

import io.github.ocimaven.document.DocumentWriter;
import io.github.ocimaven.document.Documents;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.document.ImageConfig;
import io.github.ocimaven.document.ImageIndex;
import io.github.ocimaven.document.ImageManifest;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Platform;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.source.PlatformException;
import io.github.ocimaven.text.ForeignText;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Removes platforms from an index. */
public final class PlatformSelection {

  /** The annotation with which BuildKit's attestation manifests name the image they describe. */
  private static final String ATTESTED = "vnd.docker.reference.digest";

  /** Limits the number and length of platforms in a message: an index is untrusted text. */
  private static final int MAX_NAMES = 20;

  private static final int MAX_NAME = 100;

  private PlatformSelection() {}

  /**
   * Keeps some platforms of an image.
   *
   * @param source the image
   * @param wanted the platforms to keep; empty for all
   * @return the reduced image, or {@code source} itself if nothing is removed
   * @throws PlatformException if the image lacks one of them
   */
  public static ImageSource apply(ImageSource source, List<Platform> wanted) {
    if (wanted.isEmpty()) {
      return source;
    }
    Optional<byte[]> root = ReplacedRoot.document(source, source.root());
    if (root.isEmpty()) {
      return source; // walking the image reports what is wrong with it
    }
    return source.root().mediaType().isIndex()
        ? select(source, root.get(), wanted)
        : requirePlatform(source, root.get(), wanted);
  }

  private static ImageSource select(ImageSource source, byte[] bytes, List<Platform> wanted) {
    Findings ignored = new Findings(); // walking the image reports them
    List<Descriptor> manifests =
        Documents.readIndex(source.file(source.root()), source.root().mediaType(), bytes, ignored)
            .map(ImageIndex::manifests)
            .orElse(List.of());
    if (ignored.hasErrors()) {
      return source;
    }
    Set<String> images = new HashSet<>();
    manifests.stream()
        .filter(manifest -> matches(manifest, wanted))
        .forEach(manifest -> images.add(manifest.digest().toString()));
    Set<Integer> kept = new TreeSet<>();
    Set<String> dropped = new LinkedHashSet<>();
    for (int i = 0; i < manifests.size(); i++) {
      Descriptor manifest = manifests.get(i);
      String attested = manifest.annotations().getOrDefault(ATTESTED, "");
      if (images.contains(manifest.digest().toString()) || images.contains(attested)) {
        kept.add(i);
      } else {
        dropped.add(describe(manifest, manifests));
      }
    }
    requireAll(source, manifests, wanted);
    if (dropped.isEmpty()) {
      return source;
    }
    byte[] selected = DocumentWriter.selectManifests(bytes, kept);
    return new ReplacedRoot(
        source,
        selected,
        "without " + list(dropped),
        "Platforms left out of " + source.name() + ": " + list(dropped));
  }

  private static ImageSource requirePlatform(
      ImageSource source, byte[] bytes, List<Platform> wanted) {
    Findings ignored = new Findings(); // walking the image reports them
    Optional<Platform> platform =
        Documents.readManifest(
                source.file(source.root()), source.root().mediaType(), bytes, ignored)
            .map(ImageManifest::config)
            .filter(config -> config.mediaType().isImageConfig())
            .flatMap(config -> platform(source, config, ignored));
    if (ignored.hasErrors() || platform.filter(found -> matches(found, wanted)).isPresent()) {
      return source;
    }
    throw new PlatformException(
        source.name(), wanted, platform.stream().map(Platform::toString).toList());
  }

  private static Optional<Platform> platform(
      ImageSource source, Descriptor config, Findings findings) {
    return ReplacedRoot.document(source, config)
        .flatMap(bytes -> Documents.readConfig(source.file(config), bytes, findings))
        .map(PlatformSelection::platform);
  }

  private static Platform platform(ImageConfig config) {
    return new Platform(config.os(), config.architecture(), config.variant());
  }

  private static void requireAll(
      ImageSource source, List<Descriptor> manifests, List<Platform> wanted) {
    List<Platform> missing =
        wanted.stream()
            .filter(platform -> manifests.stream().noneMatch(m -> matches(m, List.of(platform))))
            .toList();
    if (!missing.isEmpty()) {
      throw new PlatformException(
          source.name(),
          missing,
          List.of(
              list(
                  manifests.stream()
                      .map(manifest -> describe(manifest, manifests))
                      .distinct()
                      .toList())));
    }
  }

  private static boolean matches(Descriptor manifest, List<Platform> wanted) {
    return manifest.platform() != null && matches(manifest.platform(), wanted);
  }

  /** A wanted platform without a variant matches every variant. */
  private static boolean matches(Platform platform, List<Platform> wanted) {
    return wanted.stream()
        .anyMatch(
            w ->
                w.os().equals(platform.os())
                    && w.architecture().equals(platform.architecture())
                    && (w.variant() == null
                        || Objects.equals(
                            w.withImpliedVariant().variant(),
                            platform.withImpliedVariant().variant())));
  }

  /** Returns the platform of a manifest, for attestations that of the image they are about. */
  private static String describe(Descriptor manifest, List<Descriptor> index) {
    String attested = manifest.annotations().get(ATTESTED);
    if (attested == null) {
      return name(manifest);
    }
    String image =
        index.stream()
            .filter(other -> other.digest().toString().equals(attested))
            .map(PlatformSelection::name)
            .findFirst()
            .orElse(ForeignText.printable(attested, MAX_NAME));
    return "attestations of " + image;
  }

  private static String name(Descriptor manifest) {
    return manifest.platform() == null
        ? manifest.digest().toString()
        : ForeignText.printable(manifest.platform().toString(), MAX_NAME);
  }

  private static String list(Collection<String> names) {
    String more = names.size() > MAX_NAMES ? " and " + (names.size() - MAX_NAMES) + " more" : "";
    return String.join(", ", names.stream().limit(MAX_NAMES).toList()) + more;
  }
}
