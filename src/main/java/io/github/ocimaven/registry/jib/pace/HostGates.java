package io.github.ocimaven.registry.jib.pace;

import java.net.URL;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The gates of all hosts: registries, their token services and their storage. A host counts the
 * requests of a client, whatever repository they are for.
 */
public final class HostGates {

  private final Map<String, HostGate> gates = new ConcurrentHashMap<>();

  /** Returns the gate of the host of a URL. */
  public HostGate of(URL url) {
    return of(url.getHost(), url.getPort());
  }

  /**
   * Returns a host's gate.
   *
   * @param name the host's name, or its address, with or without brackets
   * @param port the port, or -1 for the default port
   */
  public HostGate of(String name, int port) {
    String host = name.toLowerCase(Locale.ROOT);
    if (host.contains(":") && !host.startsWith("[")) {
      host = "[" + host + "]";
    }
    // Both default ports, since one host rarely serves them with separate limits.
    String key = port < 0 || port == 80 || port == 443 ? host : host + ":" + port;
    return gates.computeIfAbsent(key, it -> new HostGate(it, System::nanoTime));
  }
}
