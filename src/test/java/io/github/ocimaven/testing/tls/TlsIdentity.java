package io.github.ocimaven.testing.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/**
 * A key and its certificate, issued by a {@link CertificateAuthority}.
 *
 * @param chain the certificate, and those between it and the root
 */
public record TlsIdentity(PrivateKey key, List<X509Certificate> chain) {

  /** The password of the key stores. */
  public static final String PASSWORD = "changeit";

  /** Writes the chain as PEM, and returns the file. */
  public Path writeChain(Path file) throws IOException {
    return writePem(file, chain.toArray());
  }

  /** Writes the key as PKCS#8 in PEM, and returns the file. */
  public Path writeKey(Path file) throws IOException {
    return writePem(file, new JcaPKCS8Generator(key, null));
  }

  /** Writes the key in its older form in PEM, PKCS#1 or SEC1, and returns the file. */
  public Path writeTraditionalKey(Path file) throws IOException {
    return writePem(file, key);
  }

  /** Writes a PKCS#12 key store, and returns the file. */
  public Path writeKeyStore(Path file) throws IOException {
    try (var output = Files.newOutputStream(file)) {
      keyStore().store(output, PASSWORD.toCharArray());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    return file;
  }

  /**
   * The context of a server with this certificate.
   *
   * @param clients the CA whose client certificates it accepts, if it requests any
   */
  public SSLContext serverContext(Optional<X509Certificate> clients) {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(keyStore(), PASSWORD.toCharArray());
      KeyStore trusted = empty();
      if (clients.isPresent()) {
        trusted.setCertificateEntry("clients", clients.get());
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          keys.getKeyManagers(), clients.isPresent() ? trust.getTrustManagers() : null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Path writePem(Path file, Object... objects) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      for (Object object : objects) {
        pem.writeObject(object);
      }
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    return Files.writeString(file, text.toString());
  }

  private KeyStore keyStore() throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setKeyEntry("it", key, PASSWORD.toCharArray(), chain.toArray(new X509Certificate[0]));
    return store;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
