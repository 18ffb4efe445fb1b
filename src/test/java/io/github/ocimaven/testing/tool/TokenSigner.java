package io.github.ocimaven.testing.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ocimaven.testing.Json;
import io.github.ocimaven.testing.tls.TestCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Signs tokens in the form that distribution's registry verifies: JSON Web Tokens (ES256) with the
 * certificate in their header.
 */
final class TokenSigner implements AutoCloseable {

  static final String ISSUER = "token server of a test";

  private static final String ALIAS = "registry";

  private final TestCertificates certificates;
  private final KeyStore keyStore;

  TokenSigner() throws IOException, InterruptedException {
    certificates = TestCertificates.create();
    try {
      keyStore =
          KeyStore.getInstance(
              certificates.keyStore().toFile(), TestCertificates.password().toCharArray());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** The certificate that a registry must trust. */
  Path certificatePem() {
    return certificates.certificatePem();
  }

  /**
   * Creates a token.
   *
   * @param audience the registry's name
   * @param issued the start of its validity
   * @param lifetime how long it is valid; up to a second more, since it counts whole seconds
   * @param granted actions by repository
   */
  String sign(String audience, Instant issued, Duration lifetime, Map<String, List<String>> granted)
      throws IOException {
    ObjectNode claims =
        Json.object()
            .put("iss", ISSUER)
            .put("sub", "somebody")
            .put("aud", audience)
            .put("iat", issued.getEpochSecond())
            .put("nbf", issued.getEpochSecond())
            .put("exp", issued.plus(lifetime).getEpochSecond() + 1)
            .put("jti", UUID.randomUUID().toString());
    granted.forEach(
        (repository, actions) -> {
          ObjectNode access = claims.withArray("access").addObject();
          access.put("type", "repository").put("name", repository);
          actions.forEach(access.putArray("actions")::add);
        });
    try {
      ObjectNode header = Json.object().put("typ", "JWT").put("alg", "ES256");
      header
          .putArray("x5c")
          .add(Base64.getEncoder().encodeToString(keyStore.getCertificate(ALIAS).getEncoded()));
      String signed = base64(Json.bytes(header)) + "." + base64(Json.bytes(claims));
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(
          (PrivateKey) keyStore.getKey(ALIAS, TestCertificates.password().toCharArray()));
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public void close() throws IOException {
    certificates.close();
  }
}
