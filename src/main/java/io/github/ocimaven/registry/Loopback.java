package io.github.ocimaven.registry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** Names and addresses that are this machine by their form alone: no resolver is asked. */
public final class Loopback {

  private Loopback() {}

  /**
   * Tells whether a host is this machine.
   *
   * @param host a name or an address, in any case; of IPv6 with or without brackets
   */
  public static boolean is(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$|\\.$", "");
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.matches("127(\\.[0-9]{1,3}){3}")
        || (name.contains(":") && isLoopbackAddress("[" + name + "]"));
  }

  /** The brackets keep the JDK from asking DNS for what is no address. */
  private static boolean isLoopbackAddress(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
