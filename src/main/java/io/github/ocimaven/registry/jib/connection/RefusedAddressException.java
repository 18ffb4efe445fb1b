package io.github.ocimaven.registry.jib.connection;

import io.github.ocimaven.registry.jib.failure.Blocked;
import java.net.UnknownHostException;

/**
 * A registry without such an address sent us to an address of this machine or a private network.
 * This is an {@link UnknownHostException} because a resolver may throw no other type.
 */
final class RefusedAddressException extends UnknownHostException implements Blocked.Carrier {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param registry the registry's host
   * @param host the host that the registry sent us to
   * @param what a description of that host's address: {@code 10.0.0.7, a private address}
   */
  RefusedAddressException(String registry, String host, String what) {
    super(
        registry
            + " sent us to "
            + host
            + ", which is "
            + what
            + ", although the registry itself has no such address: nothing was sent there, because"
            + " it may be a service of this machine or network that the registry must not reach; ask"
            + " the registry's administrator about its token service (realm) and Locations, or, if"
            + " this is intended, push to the registry by its own private address");
  }

  @Override
  public Blocked blocked() {
    return new Blocked(String.valueOf(getMessage()));
  }
}
