package io.github.ocimaven.registry.jib.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.http.conn.DnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a public registry from redirecting us to addresses of this machine or network. It checks
 * resolved addresses, and is also the DNS resolver of the connections, so that these use the
 * checked addresses.
 *
 * <p>A registry with a private address may redirect us anywhere. A registry whose name does not
 * resolve here, because a proxy resolves it, counts as public.
 */
final class AddressGuard implements DnsResolver {

  /** Numbers that some resolvers parse as an IPv4 address, though not all as the same one. */
  private static final Pattern NUMERIC =
      Pattern.compile("(0x[0-9a-f]*|[0-9]+)(\\.(0x[0-9a-f]*|[0-9]+)){0,3}\\.?");

  private static final Pattern DOTTED_DECIMAL =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

  private final String registry;
  private final DnsResolver names;
  private final Set<String> harmless = ConcurrentHashMap.newKeySet();
  private final Set<String> proxies = ConcurrentHashMap.newKeySet();
  private @Nullable List<InetAddress> registryAddresses;

  /**
   * Creates a guard.
   *
   * @param registry the registry's host, as in URLs
   * @param names resolves names
   */
  AddressGuard(String registry, DnsResolver names) {
    this.registry = name(registry);
    this.names = names;
  }

  /** Allows connections to a proxy at any address. */
  void allowProxy(String host) {
    proxies.add(name(host));
  }

  /**
   * Checks the destination of a request, whether direct or through a proxy. A name that does not
   * resolve here is allowed: a proxy may know it, and without a proxy there is no connection.
   *
   * @param host a host's name or address
   * @throws RefusedAddressException if the registry is not allowed to redirect us there
   */
  void check(String host) throws RefusedAddressException {
    String name = name(host);
    if (name.equals(registry) || harmless.contains(name)) {
      return;
    }
    InetAddress[] addresses;
    try {
      addresses = names.resolve(name);
    } catch (UnknownHostException e) {
      addresses = new InetAddress[0];
    }
    check(name, addresses);
    harmless.add(name);
  }

  /**
   * Resolves the host of a connection.
   *
   * @throws RefusedAddressException if the registry is not allowed to redirect us there
   */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    String name = name(host);
    if (name.equals(registry)) {
      return registryAddresses().toArray(InetAddress[]::new);
    }
    InetAddress[] addresses = names.resolve(name);
    if (!proxies.contains(name)) {
      check(name, addresses);
    }
    return addresses;
  }

  private void check(String host, InetAddress[] addresses) throws RefusedAddressException {
    InetAddress refused =
        Arrays.stream(addresses).filter(PrivateAddresses::contain).findFirst().orElse(null);
    boolean ambiguous = NUMERIC.matcher(host).matches() && !DOTTED_DECIMAL.matcher(host).matches();
    if ((refused == null && !ambiguous) || isRegistryPrivate()) {
      return;
    }
    throw new RefusedAddressException(
        registry,
        host,
        refused == null
            ? "a number that may stand for a private address"
            : refused.getHostAddress() + ", an address of this machine or a private network");
  }

  private boolean isRegistryPrivate() {
    try {
      return registryAddresses().stream().allMatch(PrivateAddresses::contain);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Looks the addresses up once, so that a public registry can't become a private one midway. */
  private synchronized List<InetAddress> registryAddresses() throws UnknownHostException {
    if (registryAddresses == null) {
      registryAddresses = List.of(names.resolve(registry));
    }
    return registryAddresses;
  }

  /** Returns a host in lower case, without the brackets of an IPv6 address. */
  static String name(String host) {
    return host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
  }
}
