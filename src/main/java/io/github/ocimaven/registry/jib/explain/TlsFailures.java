package io.github.ocimaven.registry.jib.explain;

import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.jib.failure.ErrorResponse;
import io.github.ocimaven.registry.jib.failure.NoResponse;
import io.github.ocimaven.registry.tls.RegistryTls;
import io.github.ocimaven.registry.tls.RejectedCertificateException;
import io.github.ocimaven.registry.tls.file.CertificateText;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Explains why a TLS connection failed. */
final class TlsFailures {

  /** How the JDK quotes the server's alert (RFC 8446, section 6). */
  private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

  /** Alerts about a certificate; from a server, they concern the client's. */
  private static final Set<String> ABOUT_OURS =
      Set.of(
          "bad_certificate",
          "unsupported_certificate",
          "certificate_revoked",
          "certificate_expired",
          "certificate_unknown",
          "certificate_required",
          "unknown_ca",
          "access_denied");

  private static final String NEW_CA = "trust its CA, if it is new,";

  private final String registry;
  private final RegistryTls tls;

  /**
   * Creates the explanations for one registry.
   *
   * @param registry {@code HOST[:PORT]}
   */
  TlsFailures(String registry, RegistryTls tls) {
    this.registry = registry;
    this.tls = tls;
  }

  /**
   * Explains a failure.
   *
   * @param peer the registry, or the server that it sent us to, as named in the message
   * @return null if the failure has nothing to do with TLS
   */
  @Nullable Explanation explain(String peer, NoResponse failure) {
    Explanation rejected = explainRejected(failure);
    if (rejected != null) {
      return rejected;
    }
    SSLException broken = failure.tls();
    String words = ErrorResponse.shorten(String.valueOf(failure.root().getMessage()));
    Matcher alert = ALERT.matcher(words);
    String said = broken != null && alert.find() ? alert.group(1) : "";
    boolean lacking = tls.lacksClientCertificate();
    if (ABOUT_OURS.contains(said) || (lacking && !said.isEmpty())) {
      return clientCertificate(peer, "requires a client certificate (" + said);
    }
    if (lacking && mayBeAHangUp(failure)) {
      return clientCertificate(peer, "asked for a client certificate, and hung up (" + words);
    }
    return broken == null
        ? null
        : new Explanation(
            Reason.UNREACHABLE,
            "the TLS connection to " + peer + " failed (" + words + "); " + remedy(words));
  }

  /**
   * Explains why the peer's certificate was rejected.
   *
   * @return null if that is not the reason
   */
  @Nullable Explanation explainRejected(NoResponse failure) {
    RejectedCertificateException rejected = failure.rejected();
    return rejected == null
        ? null
        : new Explanation(Reason.UNTRUSTED_CERTIFICATE, rejected(rejected));
  }

  /**
   * Explains a web page with the status 400. nginx, as a proxy in front of a registry, responds
   * like this without a client certificate
   * (https://nginx.org/en/docs/http/ngx_http_ssl_module.html).
   *
   * @return null if no client certificate was asked for
   */
  @Nullable Explanation explainBadRequest() {
    return tls.lacksClientCertificate()
        ? clientCertificate(registry, "requires a client certificate (400")
        : null;
  }

  private String rejected(RejectedCertificateException rejected) {
    String facts = " (" + CertificateText.facts(rejected.certificate()) + "); ";
    String subject = "the certificate of " + rejected.peer() + " ";
    return switch (rejected.fault()) {
      case EXPIRED -> subject + "has expired" + facts + "have it renewed, and " + trust(NEW_CA);
      case NOT_YET_VALID ->
          subject
              + "is not valid yet"
              + facts
              + "check this machine's clock, or have it replaced, and "
              + trust(NEW_CA);
      case SELF_SIGNED -> subject + "is not trusted: it is self-signed" + facts + trust("trust it");
      case UNKNOWN_ISSUER ->
          subject
              + "is not trusted: it was issued by an unknown CA"
              + facts
              + trust("trust its CA");
      case WRONG_NAME ->
          subject
              + "is not for this host, but for "
              + CertificateText.hosts(rejected.certificate())
              + facts
              + "push to a host that it is for, or have it replaced, and "
              + trust(NEW_CA);
      case UNFIT ->
          subject
              + "is not acceptable: "
              + ErrorResponse.shorten(String.valueOf(rejected.getMessage()))
              + facts
              + "have it replaced, and "
              + trust(NEW_CA);
    };
  }

  /** Returns the three ways to trust a certificate or CA, and the one to trust any. */
  private String trust(String whom) {
    return whom
        + " with 'caCertificates', in "
        + tls.folder().resolve("ca.crt")
        + ", or in the trust store of the JVM or the system; for a test registry only,"
        + " set 'insecure' to true";
  }

  /**
   * With TLS 1.3, a server may close the connection before its alert is read (RFC 8446, section
   * 4.4.2.4).
   */
  private static boolean mayBeAHangUp(NoResponse failure) {
    return switch (failure.kind()) {
      case TLS_REFUSED, HANDSHAKE_BROKEN, HUNG_UP, BROKEN -> true;
      case UNKNOWN_HOST, CONNECT_TIMEOUT, NO_CONNECTION, SILENCE, MALFORMED, FAILED ->
          failure.tls() != null;
    };
  }

  private Explanation clientCertificate(String peer, String what) {
    return new Explanation(
        Reason.CLIENT_CERTIFICATE,
        peer
            + " "
            + what
            + "); "
            + ours()
            + "put one that it accepts, with its key, into "
            + tls.folder()
            + " as client.cert and client.key, or name a key store with"
            + " -Djavax.net.ssl.keyStore=FILE and -Djavax.net.ssl.keyStorePassword=…");
  }

  /** Returns what happened to the client certificates on this machine. */
  private String ours() {
    String unreadable =
        tls.unreadable().stream()
            .map(file -> file + " can't be read by this user; make it readable, or ")
            .findFirst()
            .orElse("");
    return tls.clientCertificate()
        .map(
            file ->
                (tls.lacksClientCertificate()
                        ? "no certificate in " + file + " is from a CA that it accepts; "
                        : "it refuses the one in " + file + "; ")
                    + unreadable)
        .orElse(unreadable.isEmpty() ? "none was found; " : unreadable);
  }

  private static String remedy(String words) {
    return words.contains("protocol")
        ? "it supports none of the TLS versions that this JVM allows (1.2 and 1.3, unless a"
            + " property of the JVM says otherwise); update the TLS server there"
        : "if it speaks plain HTTP and that is acceptable, set 'insecure' to true";
  }
}
