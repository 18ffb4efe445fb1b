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

/** Explains why there is no TLS connection. */
final class TlsFailures {

  /** How the JDK quotes what the server said (RFC 8446, section 6). */
  private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

  /** What a server says about a certificate is about ours. */
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

  private static final String NEW_CA = "trust its CA, if new,";

  private final String registry;
  private final RegistryTls tls;

  /**
   * Makes explanations.
   *
   * @param registry {@code HOST[:PORT]}
   * @param tls what connections to it are made with
   */
  TlsFailures(String registry, RegistryTls tls) {
    this.registry = registry;
    this.tls = tls;
  }

  /**
   * Explains a failure.
   *
   * @param peer the registry, or where it sent us
   * @return null where it has nothing to do with TLS
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
      return clientCertificate(peer, "wants a client certificate (" + said);
    }
    if (lacking && mayBeAHangUp(failure)) {
      return clientCertificate(peer, "asks for a client certificate, and hung up (" + words);
    }
    return broken == null
        ? null
        : new Explanation(
            Reason.UNREACHABLE,
            "there is no TLS connection to " + peer + " (" + words + "); " + remedy(words));
  }

  /**
   * Explains that the other side showed a certificate that will not do.
   *
   * @return null where it was not that
   */
  @Nullable Explanation explainRejected(NoResponse failure) {
    RejectedCertificateException rejected = failure.rejected();
    return rejected == null
        ? null
        : new Explanation(Reason.UNTRUSTED_CERTIFICATE, rejected(rejected));
  }

  /**
   * Explains a web page with the status 400. It is how nginx, as a proxy before a registry, says
   * that it misses a client certificate (https://nginx.org/en/docs/http/ngx_http_ssl_module.html).
   *
   * @return null where no client certificate was asked for
   */
  @Nullable Explanation explainBadRequest() {
    return tls.lacksClientCertificate()
        ? clientCertificate(registry, "wants a client certificate (400")
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
          subject + "is not trusted: nobody trusted here issued it" + facts + trust("trust its CA");
      case WRONG_NAME ->
          subject
              + "is not for this host, but for "
              + CertificateText.hosts(rejected.certificate())
              + facts
              + "push to such a name, or have it replaced, and "
              + trust(NEW_CA);
      case UNFIT ->
          subject
              + "is unfit: "
              + ErrorResponse.shorten(String.valueOf(rejected.getMessage()))
              + facts
              + "have it replaced, and "
              + trust(NEW_CA);
    };
  }

  /** Returns the three ways to trust somebody, and the one to trust anybody. */
  private String trust(String whom) {
    return whom
        + " with 'caCertificates', as "
        + tls.folder().resolve("ca.crt")
        + ", or in the trust store of the JVM or the system; for a test registry only,"
        + " set 'insecure' to true";
  }

  /** A server of TLS 1.3 may be gone before it is heard to say why (RFC 8446, 4.4.2.4). */
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
            + " as client.cert and client.key, or name a key store by"
            + " -Djavax.net.ssl.keyStore=FILE and -Djavax.net.ssl.keyStorePassword=…");
  }

  /** Says what became of the client certificates that are here. */
  private String ours() {
    String unreadable =
        tls.unreadable().stream()
            .map(file -> file + " can't be read by this user; let it, or ")
            .findFirst()
            .orElse("");
    return tls.clientCertificate()
        .map(
            file ->
                (tls.lacksClientCertificate()
                        ? "none in " + file + " is from a CA that it accepts; "
                        : "it refuses the one in " + file + "; ")
                    + unreadable)
        .orElse(unreadable.isEmpty() ? "none was found; " : unreadable);
  }

  private static String remedy(String words) {
    return words.contains("protocol")
        ? "it speaks none of the versions of TLS that this JVM allows (1.2 and 1.3, unless a"
            + " property of the JVM says otherwise); update what serves TLS there"
        : "if it speaks plain HTTP and that is acceptable, set 'insecure' to true";
  }
}
