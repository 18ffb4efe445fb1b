package io.github.ocimaven.registry.jib.connection;

import io.github.ocimaven.registry.jib.failure.Blocked;
import java.net.UnknownHostException;

/**
 * A registry in the open sent us to an address of this machine or this network. It is this kind of
 * exception because a resolver may throw no other.
 */
final class RefusedAddressException extends UnknownHostException implements Blocked.Carrier {

  private static final long serialVersionUID = 1L;

  /**
   * Says who sent us where.
   *
   * @param registry the registry's host
   * @param host where it sent us
   * @param what what that is: {@code 10.0.0.7, a private address}
   */
  RefusedAddressException(String registry, String host, String what) {
    super(
        registry
            + " sent us to "
            + host
            + ", which is "
            + what
            + ", though it has none itself: nothing was sent there, for it may be a service of this"
            + " machine or network that is none of the registry's business; ask who runs the"
            + " registry about its token service (realm) and Locations, or, if that is as it should"
            + " be, push to the registry by its own private address");
  }

  @Override
  public Blocked blocked() {
    return new Blocked(String.valueOf(getMessage()));
  }
}
