package io.github.ocimaven.testing.tls;

import io.github.ocimaven.testing.Shell;
import io.github.ocimaven.testing.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate for localhost and 127.0.0.1, created at run time so that no key is kept
 * with the sources. Its files are deleted by {@link #close}.
 */
public final class TestCertificates implements AutoCloseable {

  private static final String ALIAS = "registry";

  private final TemporaryDirectory directory;
  private final KeyStore keyStore;

  private TestCertificates(TemporaryDirectory directory, KeyStore keyStore) {
    this.directory = directory;
    this.keyStore = keyStore;
  }

  /** Creates a new key and its certificate. */
  public static TestCertificates create() throws IOException, InterruptedException {
    TemporaryDirectory directory = TemporaryDirectory.create("oci-certificates-");
    Path store = directory.path().resolve("keystore.p12");
    Shell.runOrFail(
        directory.path(),
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        ALIAS,
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=localhost",
        "-validity",
        "2",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        password());
    try {
      KeyStore keyStore = KeyStore.getInstance(store.toFile(), password().toCharArray());
      Files.createDirectory(pem(directory).getParent());
      Files.writeString(pem(directory), pem(keyStore));
      return new TestCertificates(directory, keyStore);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** The certificate as PEM; it is the only file of its directory, as skopeo's --cert-dir needs. */
  public Path certificatePem() {
    return pem(directory);
  }

  /** The key store, which also serves as a trust store. */
  public Path keyStore() {
    return directory.path().resolve("keystore.p12");
  }

  /** The password of {@link #keyStore}. */
  public static String password() {
    return "changeit";
  }

  /** The context of a server with this certificate for localhost. */
  public SSLContext serverContext() {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(keyStore, password().toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The context of a client that trusts only this certificate. */
  public SSLContext trustingContext() {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(keyStore);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    directory.close();
  }

  private static Path pem(TemporaryDirectory directory) {
    return directory.path().resolve("pem").resolve("ca.crt");
  }

  private static String pem(KeyStore keyStore) throws GeneralSecurityException {
    byte[] certificate = keyStore.getCertificate(ALIAS).getEncoded();
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
        + "\n-----END CERTIFICATE-----\n";
  }
}
