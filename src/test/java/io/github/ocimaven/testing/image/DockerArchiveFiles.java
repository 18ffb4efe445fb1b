package io.github.ocimaven.testing.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.testing.Descriptor;
import io.github.ocimaven.testing.Digests;
import io.github.ocimaven.testing.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files of a docker-save archive that is being written, named in the way of some tool. */
abstract class DockerArchiveFiles {

  final TarBuilder tar = new TarBuilder();
  private final Set<String> written = new HashSet<>();

  static DockerArchiveFiles of(DockerArchiveStyle style) {
    return switch (style) {
      case SKOPEO, SKOPEO_LINKS, HARD_LINKS -> new Skopeo(style);
      case LEGACY -> new Legacy();
      case JIB -> new Jib();
      case DOCKER_25 -> new Docker25();
    };
  }

  /**
   * Adds a layer and returns its name for {@code manifest.json}.
   *
   * @param chain an ID of the layer at this position in the image
   * @param diffId the digest of its plain tar
   * @param stored its bytes
   */
  abstract String layer(String chain, String diffId, byte[] stored);

  /** Adds a config and returns its name. */
  String config(byte[] config) {
    return once(hex(Digests.sha256(config)) + ".json", config);
  }

  /** Names an image. */
  void name(String tag, WrittenDockerImage image) {}

  void ociManifest(byte[] manifest, Optional<String> tag) {
    throw new UnsupportedOperationException("this is no OCI layout");
  }

  /** Adds the last files, and returns all of them. */
  TarBuilder finish(String manifestJson) {
    return tar.file("manifest.json", manifestJson);
  }

  final String once(String name, byte[] content) {
    if (written.add(name)) {
      tar.file(name, content);
    }
    return name;
  }

  static String hex(String digest) {
    return digest.substring("sha256:".length());
  }

  /**
   * Archives that old readers also understand, with {@code repositories} and a folder per layer.
   */
  private abstract static class WithRepositories extends DockerArchiveFiles {

    private final ObjectNode repositories = Json.object();
    private final Map<String, String> folders = new HashMap<>();

    /** Adds the folder of a layer, starting with a layer.tar that depends on the tool. */
    final String folder(String chain, Runnable layerTar) {
      String folder = hex(chain);
      if (folders.putIfAbsent(folder, folder) == null) {
        tar.directory(folder);
        tar.file(folder + "/VERSION", "1.0");
        layerTar.run();
        tar.file(folder + "/json", "{\"id\":\"" + folder + "\"}");
      }
      return folder + "/layer.tar";
    }

    @Override
    final void name(String tag, WrittenDockerImage image) {
      int colon = tag.lastIndexOf(':');
      repositories
          .withObjectProperty(tag.substring(0, colon))
          .put(tag.substring(colon + 1), hex(image.configDigest()));
    }

    @Override
    final TarBuilder finish(String manifestJson) {
      super.finish(manifestJson);
      return repositories.isEmpty() ? tar : tar.file("repositories", Json.bytes(repositories));
    }
  }

  private static final class Skopeo extends WithRepositories {

    private final DockerArchiveStyle style;

    Skopeo(DockerArchiveStyle style) {
      this.style = style;
    }

    @Override
    String layer(String chain, String diffId, byte[] stored) {
      String file = once(hex(diffId) + ".tar", stored);
      String link = hex(chain) + "/layer.tar";
      folder(
          chain,
          () -> {
            if (style == DockerArchiveStyle.HARD_LINKS) {
              tar.hardLink(link, file);
            } else {
              tar.symbolicLink(link, "../" + file);
            }
          });
      return style == DockerArchiveStyle.SKOPEO ? file : link;
    }
  }

  private static final class Legacy extends WithRepositories {

    private final Map<String, String> first = new HashMap<>();

    @Override
    String layer(String chain, String diffId, byte[] stored) {
      String path = hex(chain) + "/layer.tar";
      return folder(
          chain,
          () -> {
            String other = first.putIfAbsent(diffId, path);
            if (other == null) {
              tar.file(path, stored);
            } else {
              tar.symbolicLink(path, "../" + other);
            }
          });
    }
  }

  private static final class Jib extends DockerArchiveFiles {

    @Override
    String layer(String chain, String diffId, byte[] stored) {
      return once(hex(Digests.sha256(stored)) + ".tar.gz", stored);
    }

    @Override
    String config(byte[] config) {
      return once("config.json", config);
    }
  }

  private static final class Docker25 extends DockerArchiveFiles {

    private final ObjectNode index = LayoutDirectory.emptyIndex();

    Docker25() {
      tar.directory("blobs").directory("blobs/sha256");
    }

    @Override
    String layer(String chain, String diffId, byte[] stored) {
      return blob(stored);
    }

    @Override
    String config(byte[] config) {
      return blob(config);
    }

    @Override
    void ociManifest(byte[] manifest, Optional<String> tag) {
      blob(manifest);
      ObjectNode entry =
          new Descriptor(ImageBuilder.MANIFEST_TYPE, Digests.sha256(manifest), manifest.length)
              .json();
      tag.ifPresent(
          name ->
              entry
                  .putObject("annotations")
                  .put("io.containerd.image.name", name)
                  .put(
                      "org.opencontainers.image.ref.name",
                      name.substring(name.lastIndexOf(':') + 1)));
      index.withArray("manifests").add(entry);
    }

    private String blob(byte[] content) {
      return once("blobs/sha256/" + hex(Digests.sha256(content)), content);
    }

    @Override
    TarBuilder finish(String manifestJson) {
      tar.file("index.json", Json.bytes(index));
      super.finish(manifestJson);
      return tar.file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
    }
  }
}
