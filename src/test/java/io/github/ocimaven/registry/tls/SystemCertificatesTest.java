package io.github.ocimaven.registry.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.testing.tls.CertificateAuthority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SystemCertificatesTest {

  @TempDir Path directory;

  @Test
  void readsTheBundleThatTheEnvironmentNamesAndPassesOverWhatIsBroken() throws IOException {
    CertificateAuthority first = CertificateAuthority.create("One");
    CertificateAuthority second = CertificateAuthority.create("Two");
    Path bundle = first.write(directory.resolve("bundle.pem"));
    String text =
        "# Zert\u00e9\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
            + Files.readString(bundle)
            + Files.readString(second.write(directory.resolve("second.pem")));
    Files.writeString(bundle, text, StandardCharsets.ISO_8859_1);

    assertThat(SystemCertificates.read(Map.of("SSL_CERT_FILE", bundle.toString())))
        .contains(first.certificate(), second.certificate());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aBundleThatIsNotThereIsNone() {
    assertThat(
            SystemCertificates.read(Map.of("SSL_CERT_FILE", directory.resolve("none").toString())))
        .isEmpty();
  }
}
