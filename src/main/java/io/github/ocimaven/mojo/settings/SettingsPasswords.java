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

  /** Maven leaves an expression without a value as it is. */
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{[^{}]+}");

  private final SettingsDecrypter decrypter;
  private final boolean isPlain;

  /**
   * Makes a reader.
   *
   * @param decrypter Maven's
   * @param mavenVersion Maven 3 hands out settings as they are in the file; Maven 4 decrypts them,
   *     and what looks encrypted afterwards is a password with braces
   */
  public SettingsPasswords(SettingsDecrypter decrypter, String mavenVersion) {
    this.decrypter = decrypter;
    this.isPlain = !mavenVersion.startsWith("3.");
  }

  /** Something in settings.xml is of no use. The message is reason and remedy, without a value. */
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
    // The words of a problem, and its cause, may hold what could not be decrypted.
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
   * Returns a value of settings.xml, or an empty text.
   *
   * @param name what it is, for the message
   * @param value the value, or null
   * @throws UnusableException if it is an expression that Maven found no value for
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
