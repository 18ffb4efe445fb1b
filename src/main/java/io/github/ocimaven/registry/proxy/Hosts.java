package io.github.ocimaven.registry.proxy;

import java.net.InetAddress;
import java.net.URL;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/** Hosts of URLs, taken literally: no name is looked up. */
final class Hosts {

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final String IPV4 = OCTET + "(\\." + OCTET + "){3}";

  private Hosts() {}

  /** Returns a URL's host in lower case, without brackets and without a dot at the end. */
  static String name(URL url) {
    return name(url.getHost());
  }

  /** Returns a host in lower case, without brackets and without a dot at the end. */
  static String name(String host) {
    return host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$|\\.$", "");
  }

  /** Returns a {@link #name} as an address, or empty if it is not one. */
  static Optional<InetAddress> address(String name) {
    boolean ipv6 = name.contains(":");
    if (!ipv6 && !name.matches(IPV4)) {
      return Optional.empty();
    }
    try {
      // The brackets keep the JDK from querying DNS if this is not an address.
      return Optional.of(InetAddress.getByName(ipv6 ? "[" + name + "]" : name));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
