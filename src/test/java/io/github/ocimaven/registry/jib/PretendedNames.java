package io.github.ocimaven.registry.jib;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.apache.http.conn.DnsResolver;

/**
 * A DNS resolver for tests, which only knows its entries and addresses.
 *
 * @param entries each name with its addresses, separated by spaces
 */
public record PretendedNames(Map<String, String> entries) implements DnsResolver {

  /** A public registry and two more hosts, one of them private. */
  public static final PretendedNames EXAMPLE =
      new PretendedNames(
          Map.of(
              "registry.example", "203.0.113.5",
              "auth.example", "203.0.113.6 2001:db8::6",
              "auth.internal", "10.0.0.7",
              "both.example", "203.0.113.7 169.254.169.254",
              "mapped.example", "::ffff:127.0.0.1",
              "localhost", "127.0.0.1"));

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    String addresses = entries.get(host);
    if (addresses == null && !host.matches("[0-9.]+|.*:.*")) {
      throw new UnknownHostException(host);
    }
    String[] texts = (addresses == null ? host : addresses).split(" ", -1);
    InetAddress[] resolved = new InetAddress[texts.length];
    for (int i = 0; i < texts.length; i++) {
      resolved[i] = InetAddress.getByName(texts[i]);
    }
    return resolved;
  }
}
