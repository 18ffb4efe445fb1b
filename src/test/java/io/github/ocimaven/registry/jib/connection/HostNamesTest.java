package io.github.ocimaven.registry.jib.connection;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ocimaven.testing.tls.CertificateAuthority;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNamesTest {

  private static X509Certificate certificate(String name) {
    return CertificateAuthority.create("Acme CA").server("EC", name).chain().get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "registry.acme.co.uk, registry.acme.co.uk",
    "REGISTRY.acme.co.uk, registry.acme.co.uk",
    "registry.acme.co.uk, *.acme.co.uk",
    "127.0.0.1, 127.0.0.1",
    "github.io, github.io",
  })
  void takesACertificateForTheHost(String host, String name) {
    X509Certificate certificate = certificate(name);

    assertThatCode(() -> HostNames.verify(host, certificate)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "registry.acme.co.uk, acme.co.uk",
    "registry.acme.co.uk, registry.acme.com",
    "a.registry.acme.co.uk, *.acme.co.uk",
    "127.0.0.1, localhost",
  })
  void refusesACertificateForAnotherHost(String host, String name) {
    X509Certificate certificate = certificate(name);

    assertThatThrownBy(() -> HostNames.verify(host, certificate)).isInstanceOf(SSLException.class);
  }

  @ParameterizedTest
  @CsvSource({"acme.co.uk, *.co.uk", "acme.com, *.com"})
  void refusesACertificateForAllHostsOfAPublicSuffix(String host, String name) {
    X509Certificate certificate = certificate(name);

    assertThatThrownBy(() -> HostNames.verify(host, certificate)).isInstanceOf(SSLException.class);
  }
}
