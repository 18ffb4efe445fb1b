package io.github.ocimaven.mojo.settings;

import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem.Severity;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/** Reads the passwords of settings.xml, which may be encrypted. */
public final class SettingsPasswords {

  /** Maven leaves an expression that has no value unchanged. */
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{[^{}]+}");

  private final SettingsDecrypter decrypter;
  private final boolean isPlain;

  /**
   * Creates a reader.
   *
   * @param mavenVersion Maven 3 provides settings as they are in the file. Maven 4 decrypts them; a
   *     password that still looks encrypted is one with braces.
   */
  public SettingsPasswords(SettingsDecrypter decrypter, String mavenVersion) {
    this.decrypter = decrypter;
    this.isPlain = !mavenVersion.startsWith("3.");
  }

  /** An entry of settings.xml can't be used. Reason and remedy contain no secret values. */
  static final class UnusableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    private UnusableException(String reason, String remedy) {
      super(reason);
      this.remedy = remedy;
    }

    /** Returns what is wrong. */
    String reason() {
      return String.valueOf(getMessage());
    }

    /** Returns what to do about it. */
    String remedy() {
      return remedy;
    }
  }

  /** Returns a server's password, or an empty text. */
  String of(Server server) throws UnusableException {
    return read(
        server.getPassword(),
        new DefaultSettingsDecryptionRequest(server),
        result -> result.getServer().getPassword());
  }

  /** Returns a proxy's password, or an empty text. */
  String of(Proxy proxy) throws UnusableException {
    return read(
        proxy.getPassword(),
        new DefaultSettingsDecryptionRequest(proxy),
        result -> result.getProxy().getPassword());
  }

  private String read(
      @Nullable String stored,
      SettingsDecryptionRequest request,
      Function<SettingsDecryptionResult, @Nullable String> password)
      throws UnusableException {
    String text = text("password", stored);
    if (text.isEmpty() || isPlain) {
      return text;
    }
    SettingsDecryptionResult result = decrypter.decrypt(request);
    // A problem's message and cause may contain the text that could not be decrypted.
    if (result.getProblems().stream()
        .anyMatch(problem -> problem.getSeverity() != Severity.WARNING)) {
      throw new UnusableException(
          "its password can't be decrypted",
          "check the master password in settings-security.xml (-Dsettings.security=… if it is"
              + " elsewhere), and encrypt the password again (mvn --encrypt-password; what Maven 4's"
              + " mvnenc encrypts, only Maven 4 can decrypt); a password with braces has to be"
              + " encrypted");
    }
    return Objects.requireNonNullElse(password.apply(result), "");
  }

  /**
   * Returns a value of settings.xml, or an empty text for null.
   *
   * @param name the name of the entry, for the message
   * @throws UnusableException if the value is an expression that Maven could not resolve
   */
  static String text(String name, @Nullable String value) throws UnusableException {
    if (value != null && EXPRESSION.matcher(value).matches()) {
      throw new UnusableException(
          "its " + name + " is " + value + ", which has no value",
          "set it where the build runs (a CI server may withhold its secrets from some builds)");
    }
    return Objects.requireNonNullElse(value, "");
  }
}
