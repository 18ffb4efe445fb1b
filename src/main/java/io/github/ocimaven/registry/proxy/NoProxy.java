package io.github.ocimaven.registry.proxy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hosts that are reached directly, as listed in {@code NO_PROXY} for Go programs, separated by
 * commas or spaces: {@code *} for all; {@code example.com} for the host and its subdomains; {@code
 * .example.com} for the subdomains only; addresses and {@code 10.0.0.0/8}. Except for the last
 * form, each may end with {@code :PORT} for that port only.
 *
 * <p>See <a href="https://pkg.go.dev/golang.org/x/net/http/httpproxy">httpproxy</a>.
 */
final class NoProxy {

  private static final Pattern NETWORK = Pattern.compile("([^/]+)/([0-9]{1,3})");
  private static final Pattern WITH_PORT = Pattern.compile("(\\[[^]]*]|[^:]*):([0-9]{1,5})");

  private final List<String> entries;

  private NoProxy(List<String> entries) {
    this.entries = entries;
  }

  /**
   * Parses a list.
   *
   * @param list the list; an invalid entry matches nothing
   */
  static NoProxy parse(String list) {
    return new NoProxy(
        Arrays.stream(list.split("[,\\s]", -1)).filter(entry -> !entry.isEmpty()).toList());
  }

  /** Returns whether a URL's host is in the list. */
  boolean contains(URL url) {
    String host = Hosts.name(url);
    int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
    return entries.stream().anyMatch(entry -> matches(entry, host, port));
  }

  private static boolean matches(String entry, String host, int port) {
    if (entry.equals("*")) {
      return true;
    }
    Optional<InetAddress> address = Hosts.address(host);
    Matcher network = NETWORK.matcher(entry);
    if (network.matches()) {
      Optional<InetAddress> prefix = Hosts.address(Hosts.name(network.group(1)));
      return address.isPresent()
          && prefix.isPresent()
          && inNetwork(address.get(), prefix.get(), Integer.parseInt(network.group(2)));
    }
    Matcher withPort = WITH_PORT.matcher(entry);
    if (withPort.matches()) {
      return Integer.parseInt(withPort.group(2)) == port
          && matchesHost(withPort.group(1), host, address);
    }
    return matchesHost(entry, host, address);
  }

  private static boolean matchesHost(String entry, String host, Optional<InetAddress> address) {
    String name = Hosts.name(entry.startsWith("*.") ? entry.substring(1) : entry);
    if (address.isPresent()) {
      return address.equals(Hosts.address(name));
    }
    return name.startsWith(".")
        ? host.endsWith(name)
        : host.equals(name) || (!name.isEmpty() && host.endsWith("." + name));
  }

  private static boolean inNetwork(InetAddress address, InetAddress prefix, int bits) {
    byte[] network = prefix.getAddress();
    byte[] bytes = address.getAddress();
    int shift = bytes.length * Byte.SIZE - bits;
    return bytes.length == network.length
        && shift >= 0
        && new BigInteger(1, bytes)
            .shiftRight(shift)
            .equals(new BigInteger(1, network).shiftRight(shift));
  }
}
