package io.github.ocimaven.source;

import io.github.ocimaven.concurrent.Workers;
import io.github.ocimaven.document.DocumentWriter;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.model.Compression;
import io.github.ocimaven.model.Content;
import io.github.ocimaven.model.CorruptBlobException;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.ImageFormat;
import io.github.ocimaven.model.InvalidImageException;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.source.AssembledImage.Part;
import io.github.ocimaven.source.SavedImageReader.Parts;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes manifests for the images of a docker-save archive. Compressed layers are taken as they are;
 * plain ones are compressed, several at a time.
 */
final class ImageAssembler {

  private static final int BUFFER_BYTES = 256 * 1024;

  private final ImageFormat format;
  private final int parallelism;
  private final @Nullable LayerSpool spool;
  private final SourceListener listener;

  /** A layer's blob: what a manifest says of it, and its bytes. */
  private record Blob(Descriptor descriptor, Part part) {}

  /**
   * Makes an assembler.
   *
   * @param format the family of media types
   * @param parallelism how many layers may be worked on at once, 1 or more
   * @param spool keeps the compressed layers; null to leave plain ones as they are
   * @param listener is told before layers are compressed
   */
  ImageAssembler(
      ImageFormat format, int parallelism, @Nullable LayerSpool spool, SourceListener listener) {
    this.format = format;
    // More threads than processors would only take memory: hashing and compressing never wait.
    this.parallelism = Math.min(parallelism, Runtime.getRuntime().availableProcessors());
    this.spool = spool;
    this.listener = listener;
  }

  /**
   * Makes the manifests, and an index where the images are several.
   *
   * @param files the archive's files, closed with the image that is returned
   * @param findings what was found wrong so far
   * @param images their parts, one image or more
   * @throws InvalidImageException if a layer's tar has another digest than its config says
   */
  ImageSource assemble(SourceFiles files, Findings findings, List<Parts> images) {
    Map<String, SavedLayer> layers = new LinkedHashMap<>();
    images.forEach(image -> image.layers().forEach(layer -> layers.put(layer.file(), layer)));
    Map<String, Blob> blobs = prepare(files.name(), layers.values(), findings);
    if (findings.hasErrors()) {
      throw new InvalidImageException(files.name(), findings.all());
    }
    Map<Digest, Part> parts = new HashMap<>();
    blobs.values().forEach(blob -> parts.put(blob.descriptor().digest(), blob.part()));
    List<Descriptor> manifests = new ArrayList<>();
    for (Parts image : images) {
      Descriptor config =
          add(parts, format.config(), image.configBytes(), image.config(), files.name());
      List<Descriptor> layerDescriptors =
          image.layers().stream().map(layer -> blob(blobs, layer).descriptor()).toList();
      byte[] manifest = DocumentWriter.manifest(format, config, layerDescriptors);
      Descriptor plain =
          add(parts, format.manifest(), manifest, DockerArchive.MANIFEST, files.name());
      manifests.add(
          new Descriptor(
              plain.mediaType(), plain.digest(), plain.size(), image.platform(), Map.of()));
    }
    Descriptor root =
        manifests.size() == 1
            ? manifests.get(0)
            : add(
                parts,
                format.index(),
                DocumentWriter.index(format, manifests),
                DockerArchive.MANIFEST,
                files.name());
    return new AssembledImage(files, findings, root, parts);
  }

  private static Descriptor add(
      Map<Digest, Part> parts, MediaType type, byte[] bytes, String file, String source) {
    Digest digest = Digest.sha256(bytes);
    parts.put(digest, new Part(new BytesContent(bytes, source + "!/" + file), file));
    return new Descriptor(type, digest, bytes.length);
  }

  private static Blob blob(Map<String, Blob> blobs, SavedLayer layer) {
    Blob blob = blobs.get(layer.file());
    if (blob == null) {
      throw new IllegalStateException("every layer was prepared");
    }
    return blob;
  }

  private Map<String, Blob> prepare(
      String source, Collection<SavedLayer> layers, Findings findings) {
    Map<String, Blob> blobs = new ConcurrentHashMap<>();
    List<SavedLayer> work = new ArrayList<>();
    for (SavedLayer layer : layers) {
      known(layer).ifPresentOrElse(blob -> blobs.put(layer.file(), blob), () -> work.add(layer));
    }
    List<SavedLayer> plain =
        work.stream().filter(layer -> layer.compression() == Compression.NONE).toList();
    if (!plain.isEmpty()) {
      listener.compressing(
          source, plain.size(), plain.stream().mapToLong(layer -> layer.content().size()).sum());
    }
    work.sort(Comparator.comparingLong((SavedLayer layer) -> layer.content().size()).reversed());
    try (Workers workers = new Workers("prepare", parallelism)) {
      workers.forEach(
          work,
          layer -> {
            Optional<Blob> blob =
                layer.compression() == Compression.NONE
                    ? compress(layer, workers)
                    : hash(layer, workers);
            blob.ifPresent(found -> blobs.put(layer.file(), found));
          });
    }
    for (SavedLayer layer : layers) {
      if (!blobs.containsKey(layer.file())) {
        findings.error(
            "C3",
            layer.file(),
            "",
            "a tar with another digest",
            layer.diffId() + ", the diff_id in the image's config");
      }
    }
    return blobs;
  }

  /** What is known of a layer without reading it. */
  private Optional<Blob> known(SavedLayer layer) {
    if (layer.compression() != Compression.NONE) {
      return Optional.empty();
    }
    return spool == null
        ? Optional.of(blob(layer, layer.content(), layer.diffId(), Compression.NONE))
        : spool
            .find(layer.diffId())
            .map(found -> blob(layer, found.content(), found.digest(), Compression.GZIP));
  }

  private Optional<Blob> compress(SavedLayer layer, Workers workers) {
    return Optional.ofNullable(spool)
        .flatMap(s -> s.compress(layer.diffId(), layer.content(), workers::requireRunning))
        .map(made -> blob(layer, made.content(), made.digest(), Compression.GZIP));
  }

  private Optional<Blob> hash(SavedLayer layer, Workers workers) {
    MessageDigest hash = Digest.newSha256();
    try (InputStream in = layer.content().open()) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        hash.update(buffer, 0, count);
        workers.requireRunning();
      }
    } catch (IOException e) {
      throw new CorruptBlobException(
          layer.content().location(),
          new Descriptor(format.layer(layer.compression()), layer.diffId(), layer.content().size()),
          "bytes that can't be read (" + e + ")",
          e);
    }
    return Optional.of(
        blob(layer, layer.content(), Digest.ofSha256(hash.digest()), layer.compression()));
  }

  private Blob blob(SavedLayer layer, Content content, Digest digest, Compression compression) {
    return new Blob(
        new Descriptor(format.layer(compression), digest, content.size()),
        new Part(content, layer.file()));
  }
}
