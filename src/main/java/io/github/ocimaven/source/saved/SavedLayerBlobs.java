package io.github.ocimaven.source.saved;

import io.github.ocimaven.concurrent.Bottleneck;
import io.github.ocimaven.concurrent.Limit;
import io.github.ocimaven.concurrent.Workers;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Compression;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.CorruptBlobException;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.DigestAndSize;
import io.github.ocimaven.model.ImageFormat;
import io.github.ocimaven.source.SourceListener;
import io.github.ocimaven.source.files.Decompression;
import io.github.ocimaven.source.saved.LayerSpool.CompressedLayer;
import io.github.ocimaven.text.IoFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Converts the layers of a docker-save archive to blobs, several at a time. Plain layers are
 * compressed; compressed ones are used as is. Each is checked against its diff ID, unless its file
 * is named after its digest: nothing else in such an archive shows whether a layer is intact.
 */
public final class SavedLayerBlobs {

  private final ImageFormat format;
  private final Limit limit;
  private final @Nullable LayerSpool spool;
  private final SourceListener listener;

  /**
   * A layer's blob.
   *
   * @param descriptor its descriptor for a manifest
   * @param content its bytes
   */
  record LayerBlob(Descriptor descriptor, Content content) {}

  /**
   * Creates a converter.
   *
   * @param format the media types to use
   * @param limit how much may be in progress at once
   * @param spool keeps the compressed layers; null to leave plain layers uncompressed, and to leave
   *     the check against the diff IDs to the validation
   * @param listener notified before layers are compressed
   */
  public SavedLayerBlobs(
      ImageFormat format, Limit limit, @Nullable LayerSpool spool, SourceListener listener) {
    this.format = format;
    this.limit = limit;
    this.spool = spool;
    this.listener = listener;
  }

  /**
   * Converts layers to blobs.
   *
   * @param source the source's path, for messages
   * @param layers the layers, each once
   * @param findings gets an error for each layer that does not match its config's diff ID
   * @return the blobs by the layers' files, without plain layers that have an error
   */
  Map<String, LayerBlob> make(String source, Collection<SavedLayer> layers, Findings findings) {
    Map<String, LayerBlob> blobs = new HashMap<>();
    Map<String, String> problems = new ConcurrentHashMap<>();
    try (Workers workers = new Workers("prepare", limit)) {
      List<SavedLayer> compressed =
          layers.stream().filter(layer -> layer.compression() != Compression.NONE).toList();
      makeAll(workers, compressed, layer -> take(layer, workers, problems), blobs);
      if (spool == null) {
        layers.stream()
            .filter(layer -> layer.compression() == Compression.NONE)
            .forEach(
                layer ->
                    blobs.put(
                        layer.file(), blob(layer.content(), layer.diffId(), Compression.NONE)));
      } else {
        compress(source, spool, workers, layers, blobs, problems);
      }
    }
    for (SavedLayer layer : layers) {
      String problem = problems.get(layer.file());
      if (problem != null) {
        findings.error(
            "C3",
            layer.file(),
            "",
            problem,
            layer.diffId() + ", according to rootfs.diff_ids in the image's config");
      }
    }
    return blobs;
  }

  private void compress(
      String source,
      LayerSpool layerSpool,
      Workers workers,
      Collection<SavedLayer> layers,
      Map<String, LayerBlob> blobs,
      Map<String, String> problems) {
    // Two files may contain the same layer.
    Map<Digest, SavedLayer> plain = new LinkedHashMap<>();
    layers.stream()
        .filter(layer -> layer.compression() == Compression.NONE)
        .forEach(layer -> plain.putIfAbsent(layer.diffId(), layer));
    makeAll(
        workers,
        List.copyOf(plain.values()),
        layer -> layerSpool.find(layer.diffId(), workers::requireRunning).map(this::blob),
        blobs);
    List<SavedLayer> rest =
        plain.values().stream().filter(layer -> !blobs.containsKey(layer.file())).toList();
    if (!rest.isEmpty()) {
      listener.compressing(
          source, rest.size(), rest.stream().mapToLong(layer -> layer.content().size()).sum());
    }
    makeAll(
        workers,
        rest,
        layer ->
            layerSpool
                .compress(
                    layer.diffId(),
                    layer.content(),
                    workers::requireRunning,
                    other -> problems.put(layer.file(), "a tar with " + other))
                .map(this::blob),
        blobs);
    for (SavedLayer layer : layers) {
      SavedLayer same = plain.get(layer.diffId());
      if (layer.compression() == Compression.NONE
          && same != null
          && blobs.containsKey(same.file())) {
        blobs.put(layer.file(), blobs.get(same.file()));
      }
    }
  }

  private static void makeAll(
      Workers workers,
      List<SavedLayer> layers,
      Function<SavedLayer, Optional<LayerBlob>> make,
      Map<String, LayerBlob> blobs) {
    List<Optional<LayerBlob>> made =
        workers.map(Bottleneck.PROCESSOR, layers, layer -> layer.content().size(), make);
    for (int i = 0; i < layers.size(); i++) {
      String file = layers.get(i).file();
      made.get(i).ifPresent(blob -> blobs.put(file, blob));
    }
  }

  private Optional<LayerBlob> take(
      SavedLayer layer, Workers workers, Map<String, String> problems) {
    Digest digest = hash(layer, workers);
    // Jib names each layer after its digest: checking that is as good as the diff ID, and faster.
    boolean named =
        layer.file().substring(layer.file().lastIndexOf('/') + 1).startsWith(digest.encoded());
    if (spool != null && !named) {
      tarProblem(layer, workers).ifPresent(problem -> problems.put(layer.file(), problem));
    }
    return Optional.of(blob(layer.content(), digest, layer.compression()));
  }

  private static Digest hash(SavedLayer layer, Workers workers) {
    try (InputStream in = layer.content().open()) {
      return DigestAndSize.read(in, layer.content().size(), workers::requireRunning).digest();
    } catch (IOException e) {
      throw CorruptBlobException.unreadable(
          layer.content().location(),
          new Descriptor(
              ImageFormat.OCI.layer(layer.compression()), layer.diffId(), layer.content().size()),
          e);
    }
  }

  private static Optional<String> tarProblem(SavedLayer layer, Workers workers) {
    long limit = Decompression.limit(layer.content().size(), layer.compression());
    try (InputStream in = Decompression.open(layer.content().open(), layer.compression())) {
      DigestAndSize found = DigestAndSize.read(in, limit, workers::requireRunning);
      if (found.size() > limit) {
        return Optional.of("more than " + limit + " bytes when decompressed");
      }
      return found.digest().equals(layer.diffId())
          ? Optional.empty()
          : Optional.of("a tar with " + found.digest());
    } catch (IOException e) {
      return Optional.of("bytes that can't be decompressed (" + IoFailure.explain(e) + ")");
    }
  }

  private LayerBlob blob(CompressedLayer layer) {
    return blob(layer.content(), layer.digest(), Compression.GZIP);
  }

  private LayerBlob blob(Content content, Digest digest, Compression compression) {
    return new LayerBlob(
        new Descriptor(format.layer(compression), digest, content.size()), content);
  }
}
