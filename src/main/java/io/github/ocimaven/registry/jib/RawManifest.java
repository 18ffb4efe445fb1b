package io.github.ocimaven.registry.jib;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import io.github.ocimaven.model.Manifest;
import java.nio.charset.StandardCharsets;

/**
 * A manifest that jib "serialises" to exactly the bytes that were read. Its own templates drop
 * annotations, subjects and everything else that they don't know.
 */
final class RawManifest implements ManifestTemplate {

  private final Manifest manifest;

  RawManifest(Manifest manifest) {
    this.manifest = manifest;
  }

  /** Returns the document; its bytes were checked to be UTF-8, so nothing is lost on the way. */
  @JsonValue
  @JsonRawValue
  public String json() {
    return new String(manifest.bytes(), StandardCharsets.UTF_8);
  }

  @Override
  @JsonIgnore
  public int getSchemaVersion() {
    return 2;
  }

  @Override
  @JsonIgnore
  public String getManifestMediaType() {
    return manifest.mediaType().name();
  }
}
