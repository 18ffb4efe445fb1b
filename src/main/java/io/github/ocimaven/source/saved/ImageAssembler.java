package io.github.ocimaven.source.saved;

import io.github.ocimaven.document.DocumentWriter;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.document.InvalidImageException;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.ImageFormat;
import io.github.ocimaven.model.Manifest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.source.BytesContent;
import io.github.ocimaven.source.ImageSource;
import io.github.ocimaven.source.files.SourceFiles;
import io.github.ocimaven.source.saved.AssembledImage.Part;
import io.github.ocimaven.source.saved.SavedImageReader.Parts;
import io.github.ocimaven.source.saved.SavedLayerBlobs.LayerBlob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Generates manifests for the images of a docker-save archive, and an index for several images. */
public final class ImageAssembler {

  private final ImageFormat format;
  private final SavedLayerBlobs layerBlobs;

  /**
   * Creates an assembler.
   *
   * @param format the media types to use
   * @param layerBlobs converts the layers to blobs
   */
  public ImageAssembler(ImageFormat format, SavedLayerBlobs layerBlobs) {
    this.format = format;
    this.layerBlobs = layerBlobs;
  }

  /**
   * Generates the manifests, and an index if there are several images.
   *
   * @param files the archive's files, closed with the returned image
   * @param findings the findings so far, which do not prevent the assembly
   * @param images the parts of one or more images
   * @throws InvalidImageException if the digest of a layer's tar differs from its config
   */
  ImageSource assemble(SourceFiles files, Findings findings, List<Parts> images) {
    Map<String, SavedLayer> layers = new LinkedHashMap<>();
    images.forEach(image -> image.layers().forEach(layer -> layers.put(layer.file(), layer)));
    int before = findings.errorReports();
    Map<String, LayerBlob> blobs = layerBlobs.make(files.name(), layers.values(), findings);
    if (findings.errorReports() != before) {
      throw findings.invalid(files.name());
    }
    Map<Digest, Part> parts = new HashMap<>();
    blobs.forEach(
        (file, blob) -> parts.put(blob.descriptor().digest(), new Part(blob.content(), file)));
    Map<String, Descriptor> configs = new HashMap<>(); // images may share a config
    List<Descriptor> manifests = new ArrayList<>();
    Manifest ociForm = null;
    for (Parts image : images) {
      Descriptor config =
          configs.computeIfAbsent(
              image.config(),
              file -> add(parts, format.config(), image.configBytes(), file, files.name()));
      List<Descriptor> layerDescriptors =
          image.layers().stream().map(layer -> blob(blobs, layer).descriptor()).toList();
      ociForm = ociForm(config, layerDescriptors);
      byte[] manifest = DocumentWriter.manifest(format, config, layerDescriptors);
      Descriptor plain =
          add(parts, format.manifest(), manifest, DockerArchive.MANIFEST, files.name());
      manifests.add(
          new Descriptor(
              plain.mediaType(), plain.digest(), plain.size(), image.platform(), null, Map.of()));
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
    return new AssembledImage(
        files,
        findings,
        root,
        parts,
        format == ImageFormat.OCI || manifests.size() > 1 ? null : ociForm);
  }

  private static Manifest ociForm(Descriptor config, List<Descriptor> layers) {
    List<Descriptor> others =
        layers.stream()
            .map(layer -> withType(layer, ImageFormat.OCI.layer(layer.mediaType())))
            .toList();
    return new Manifest(
        ImageFormat.OCI.manifest(),
        DocumentWriter.manifest(
            ImageFormat.OCI, withType(config, ImageFormat.OCI.config()), others));
  }

  private static Descriptor withType(Descriptor descriptor, MediaType type) {
    return new Descriptor(type, descriptor.digest(), descriptor.size());
  }

  private static Descriptor add(
      Map<Digest, Part> parts, MediaType type, byte[] bytes, String file, String source) {
    Digest digest = Digest.sha256(bytes);
    parts.put(digest, new Part(new BytesContent(bytes, source + "!/" + file), file));
    return new Descriptor(type, digest, bytes.length);
  }

  private static LayerBlob blob(Map<String, LayerBlob> blobs, SavedLayer layer) {
    LayerBlob blob = blobs.get(layer.file());
    if (blob == null) {
      throw new IllegalStateException("a layer without a blob is an error");
    }
    return blob;
  }
}
