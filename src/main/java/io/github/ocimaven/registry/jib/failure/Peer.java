package io.github.ocimaven.registry.jib.failure;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The server that a request went to.
 *
 * @param origin {@code SCHEME://HOST[:PORT]} of the server that the registry sent us to, such as
 *     its blob storage, or null for the registry itself
 */
public record Peer(@Nullable String origin) implements Serializable {

  /** The registry. */
  public static final Peer REGISTRY = new Peer(null);

  public boolean isRegistry() {
    return origin == null;
  }

  /** Returns {@code HOST[:PORT]} of a server that is not the registry. */
  public String host() {
    return String.valueOf(origin).replaceFirst(".*://", "");
  }
}
