package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ocimaven.Connections;
import io.github.ocimaven.Requests;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.push.PushListener;
import io.github.ocimaven.push.Pusher;
import io.github.ocimaven.testing.Shell;
import io.github.ocimaven.testing.image.TestImages;
import io.github.ocimaven.testing.registry.EmbeddedRegistry;
import io.github.ocimaven.testing.tls.CertificateAuthority;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The system's CAs, which another process gets through its environment. */
@EnabledOnOs(OS.LINUX)
class SystemTrustTest {

  @TempDir Path directory;

  @Test
  void trustsAnAuthorityThatTheSystemTrustsAndTheJvmDoesNotKnow() throws Exception {
    TestImages.layout(directory.resolve("oci")).layer("base").write();
    CertificateAuthority authority = CertificateAuthority.create("Acme CA");
    Path bundle = authority.write(directory.resolve("bundle.pem"));
    try (EmbeddedRegistry registry = EmbeddedRegistry.builder().tls(authority.server()).start()) {
      Shell.runOrFail(
          directory,
          "env",
          "SSL_CERT_FILE=" + bundle,
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-cp",
          System.getProperty("java.class.path"),
          SystemTrustTest.class.getName(),
          directory.toString(),
          registry.localhost());

      assertThat(registry.tags("acme/app")).containsExactly("1.0");
    }
  }

  /** Pushes the image below a directory, the first argument, to a registry, the second. */
  public static void main(String... arguments) {
    Target target = new Target(arguments[1], "acme/app", List.of("1.0"));
    new Pusher(Connections.anonymous().open(), PushListener.NONE)
        .push(Requests.push(Path.of(arguments[0]), "oci", null, List.of(target), 1, false));
  }
}
