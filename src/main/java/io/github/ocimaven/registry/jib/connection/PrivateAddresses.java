package io.github.ocimaven.registry.jib.connection;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Addresses that refer to different machines depending on where they are used: this machine, its
 * network, its cloud provider's metadata service.
 */
final class PrivateAddresses {

  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b};

  private PrivateAddresses() {}

  /** Returns whether an address is private, or embeds a private one. */
  static boolean contain(InetAddress address) {
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()) {
      return true;
    }
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return bytes[0] == 0 || isShared(bytes);
    }
    return (bytes[0] & 0xfe) == 0xfc || isEmbedded(bytes);
  }

  /** RFC 6598: 100.64.0.0/10, shared between a provider and its customers. */
  private static boolean isShared(byte[] bytes) {
    return bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
  }

  /** IPv4 inside IPv6: compatible (::/96), NAT64 (RFC 6052, RFC 8215) and 6to4 (2002::/16). */
  private static boolean isEmbedded(byte[] bytes) {
    boolean nat64 = Arrays.equals(bytes, 0, 4, NAT64, 0, 4);
    boolean compatible = Arrays.equals(bytes, 0, 12, new byte[12], 0, 12);
    if (nat64 || compatible) {
      return contain(ipv4(bytes, 12));
    }
    return bytes[0] == 0x20 && bytes[1] == 0x02 && contain(ipv4(bytes, 2));
  }

  private static InetAddress ipv4(byte[] bytes, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
