package io.github.ocimaven.mojo;

import java.util.Optional;
import org.apache.maven.settings.building.SettingsProblem.Severity;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/** Decrypts the passwords of settings.xml. */
final class Decryption {

  /** What to do where a password can't be decrypted. */
  static final String REMEDY =
      "check the master password in settings-security.xml, or encrypt the password again (mvn"
          + " --encrypt-password, with Maven 4 mvnenc)";

  private Decryption() {}

  /**
   * Decrypts.
   *
   * @param decrypter Maven's
   * @param request a server or a proxy
   * @return nothing where a password can't be decrypted; not why, for a problem's words and its
   *     cause may hold what could not be decrypted
   */
  static Optional<SettingsDecryptionResult> of(
      SettingsDecrypter decrypter, SettingsDecryptionRequest request) {
    SettingsDecryptionResult result = decrypter.decrypt(request);
    return result.getProblems().stream()
            .allMatch(problem -> problem.getSeverity() == Severity.WARNING)
        ? Optional.of(result)
        : Optional.empty();
  }
}
