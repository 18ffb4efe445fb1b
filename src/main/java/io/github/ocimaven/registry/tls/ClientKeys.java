package io.github.ocimaven.registry.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Provides client certificates, and records whether one was requested. A TLS 1.3 server reports a
 * missing one only after the handshake, or just closes the connection.
 */
final class ClientKeys extends X509ExtendedKeyManager {

  private final X509ExtendedKeyManager keys;
  private volatile boolean wanted;
  private volatile boolean given;

  ClientKeys(X509ExtendedKeyManager keys) {
    this.keys = keys;
  }

  /** Returns whether a server requested a certificate and got none. */
  boolean wereWantedInVain() {
    return wanted && !given;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] types, Principal[] issuers, @Nullable Socket socket) {
    wanted = true;
    String alias = keys.chooseClientAlias(types, issuers, socket);
    given |= alias != null;
    return alias;
  }

  @Override
  public String[] getClientAliases(String type, Principal[] issuers) {
    return keys.getClientAliases(type, issuers);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return keys.getCertificateChain(alias);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return keys.getPrivateKey(alias);
  }

  @Override
  public String[] getServerAliases(String type, Principal[] issuers) {
    return new String[0];
  }

  @Override
  public @Nullable String chooseServerAlias(
      String type, Principal[] issuers, @Nullable Socket socket) {
    return null;
  }
}
