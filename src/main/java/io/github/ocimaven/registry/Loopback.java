package io.github.ocimaven.registry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** Names and addresses whose form alone says that they are this machine: nothing is resolved. */
public final class Loopback {

  private Loopback() {}

  /**
   * Returns whether a host is this machine.
   *
   * @param host a name or an address, in upper or lower case; IPv6 with or without brackets
   */
  public static boolean is(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$|\\.$", "");
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.matches("127(\\.[0-9]{1,3}){3}")
        || (name.contains(":") && isLoopbackAddress("[" + name + "]"));
  }

  /** The brackets keep the JDK from querying DNS if this is not an address. */
  private static boolean isLoopbackAddress(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
