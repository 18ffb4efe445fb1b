package io.github.ocimaven.registry.jib;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The whole search, with a home, a PATH and an environment of its own. */
@DisabledOnOs(OS.WINDOWS)
class StoredCredentialsTest {

  private static final String GOOGLE = "Google's application default credentials";

  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void start() {
    environment.put("HOME", home.toString());
    environment.put("PATH", home.resolve("bin") + ":/usr/bin:/bin");
    environment.put("XDG_RUNTIME_DIR", home.resolve("run").toString());
    // Google's library would check whether this is a machine of Google's cloud.
    environment.put("NO_GCE_CHECK", "true");
  }

  private List<String> search(String registry) throws Exception {
    return SearchJvm.search(environment, registry);
  }

  private void configure(String json) throws IOException {
    Path folder = Files.createDirectories(home.resolve(".docker"));
    Files.writeString(folder.resolve("config.json"), json);
  }

  private void install(String program, String... lines) throws IOException {
    Path script = Files.createDirectories(home.resolve("bin")).resolve(program);
    Files.writeString(script, "#!/bin/sh\nserver=$(cat)\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void startsAHelperFromThePath() throws Exception {
    configure("{\"credHelpers\": {\"ghcr.io\": \"test\"}}");
    install(
        "docker-credential-test",
        "printf '{\"Username\":\"%s\",\"Secret\":\"s3cret\"}' \"$server\"");

    assertThat(search("ghcr.io"))
        .containsExactly(
            "tried ~/run/containers/auth.json: no such file",
            "tried ~/.config/containers/auth.json: no such file",
            "chosen ghcr.io:s3cret from docker-credential-test (credHelpers of"
                + " ~/.docker/config.json)");
  }

  @Test
  void saysWhatAHelperSays() throws Exception {
    configure("{\"credHelpers\": {\"ghcr.io\": \"test\"}}");
    install("docker-credential-test", "echo 'the keychain is locked'", "exit 1");

    assertThat(search("ghcr.io"))
        .last()
        .asString()
        .startsWith("failed Cannot find credentials for ghcr.io/acme/app: docker-credential-test")
        .contains("says: the keychain is locked; log in to ghcr.io again");
  }

  @Test
  void warnsOfAStoreFromADesktop() throws Exception {
    configure("{\"credsStore\": \"desktop\"}");

    assertThat(search("ghcr.io"))
        .anyMatch(line -> line.startsWith("warning ") && line.contains("is not on the PATH"))
        .last()
        .asString()
        .startsWith("chosen Anonymous[searched=[~/run/containers/auth.json, ");
  }

  @Test
  void asksAnUnconfiguredHelperOfACloud() throws Exception {
    install("docker-credential-gcr", "echo '{\"Username\":\"oauth\",\"Secret\":\"s3cret\"}'");

    assertThat(search("eu.gcr.io"))
        .last()
        .isEqualTo("chosen oauth:s3cret from docker-credential-gcr");
  }

  @Test
  void asksGoogleAtLast() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/token",
        exchange -> {
          byte[] answer =
              "{\"access_token\":\"s3cret\",\"expires_in\":3600,\"token_type\":\"Bearer\"}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      writeServiceAccount("http://127.0.0.1:" + server.getAddress().getPort() + "/token");

      assertThat(search("europe-docker.pkg.dev"))
          .last()
          .isEqualTo("chosen oauth2accesstoken:s3cret from " + GOOGLE);
      assertThat(search("notgcr.io")).last().asString().startsWith("chosen Anonymous");
    } finally {
      server.stop(0);
    }
  }

  private void writeServiceAccount(String tokenUri) throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    String key =
        Base64.getEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    Path file = home.resolve("account.json");
    Files.writeString(
        file,
        """
        {"type": "service_account", "client_id": "1", "client_email": "ci@example.com",
         "private_key_id": "1", "token_uri": "%s",
         "private_key": "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n"}
        """
            .formatted(tokenUri, key));
    environment.put("GOOGLE_APPLICATION_CREDENTIALS", file.toString());
  }

  @Test
  void passesGoogleByWhereThereAreNone() throws Exception {
    assertThat(search("gcr.io"))
        .noneMatch(line -> line.startsWith("warning "))
        .anyMatch(
            line -> line.startsWith("tried " + GOOGLE + ": Your default credentials were not"))
        .contains("tried docker-credential-gcr: it is not on the PATH");
  }

  @Test
  void warnsWhereGooglesDoNotWork() throws Exception {
    environment.put("GOOGLE_APPLICATION_CREDENTIALS", home.resolve("none.json").toString());

    assertThat(search("gcr.io"))
        .anyMatch(
            line ->
                line.startsWith("warning No credentials for gcr.io/acme/app from " + GOOGLE)
                    && line.contains("GOOGLE_APPLICATION_CREDENTIALS"));
  }
}
