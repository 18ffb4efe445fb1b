package io.github.ocimaven.registry.jib;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import io.github.ocimaven.model.RegistryException;
import io.github.ocimaven.model.RegistryException.Reason;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.http.conn.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;

/** Turns what jib and the HTTP client throw into the registry port's exception, with a remedy. */
final class Failures {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int MAX_DETAIL = 300;

  private final Target target;
  private final @Nullable Credentials credentials;
  private final long timeoutSeconds;

  Failures(Target target, @Nullable Credentials credentials, long timeoutSeconds) {
    this.target = target;
    this.credentials = credentials;
    this.timeoutSeconds = timeoutSeconds;
  }

  /**
   * Explains a failure.
   *
   * @param action what was tried, up to its preposition: {@code upload blob sha256:… to}
   * @param failure what was thrown
   */
  RegistryException of(String action, Throwable failure) {
    if (failure instanceof NotARegistryException) {
      return notARegistry(action, 0, failure);
    }
    TokenException token = find(failure, TokenException.class);
    ResponseException response = find(failure, ResponseException.class);
    if (response != null) {
      return answered(action, response, token);
    }
    return token == null
        ? unanswered(action, failure)
        : make(action, Reason.REFUSED, 0, describe(token) + tokenRemedy(), failure);
  }

  /**
   * Refuses an answer that no registry gives: a web page.
   *
   * @param response a successful answer
   * @throws IOException if it is one
   */
  void requireRegistry(Response response) throws IOException {
    if (response.getHeader("Content-Type").stream().anyMatch(Failures::isHtml)) {
      throw new NotARegistryException();
    }
  }

  private static final class NotARegistryException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private RegistryException answered(
      String action, ResponseException response, @Nullable TokenException token) {
    int status = response.getStatusCode();
    List<String> codes = new ArrayList<>();
    String said = said(response, codes);
    if (isWebPage(response)) {
      return notARegistry(action, status, response);
    }
    if (token != null) {
      return tokenRefused(action, status, token);
    }
    return switch (status) {
      case 401 -> make(action, Reason.UNAUTHORIZED, status, unauthorized(said), response);
      case 403 ->
          make(
              action,
              Reason.DENIED,
              status,
              "the registry denied access (403"
                  + said
                  + "); "
                  + (credentials == null
                      ? "no credentials were given, set username and password"
                          + " (-Doci.username=… -Doci.password=…)"
                      : credentials + " were used")
                  + ", and check that they may push to "
                  + target.repository(),
              response);
      case 413 ->
          make(
              action,
              Reason.TOO_LARGE,
              status,
              "it is larger than the registry, or a proxy before it, allows (413"
                  + said
                  + "); raise its limit (client_max_body_size for nginx) or make the layer smaller",
              response);
      default ->
          codes.contains("NAME_INVALID") || codes.contains("NAME_UNKNOWN") || status == 404
              ? make(action, Reason.REPOSITORY_REFUSED, status, nameRefused(status, said), response)
              : make(
                  action,
                  Reason.REFUSED,
                  status,
                  "the registry answered " + status + said + remedyFor(status),
                  response);
    };
  }

  private String nameRefused(int status, String said) {
    return "the registry refused the repository "
        + target.repository()
        + " ("
        + status
        + said
        + "); check its name, and create it or its project first where the registry demands that";
  }

  private static String remedyFor(int status) {
    return status >= 500
        ? "; try again later, or ask who runs it for the reason in its log"
        : "; mvn -X shows the requests that led there";
  }

  private String unauthorized(String said) {
    return credentials == null
        ? "the registry wants credentials (401"
            + said
            + ") and none were given; set username and password"
            + " (-Doci.username=… -Doci.password=…)"
        : "the registry refused the "
            + credentials
            + " (401"
            + said
            + "); check user name and password, and that an access token has not expired and may"
            + " write";
  }

  private RegistryException tokenRefused(String action, int status, TokenException token) {
    boolean refused = status == 401 || status == 403;
    return make(
        action,
        refused ? Reason.UNAUTHORIZED : Reason.REFUSED,
        status,
        describe(token) + " with " + status + tokenRemedy(),
        token);
  }

  private String tokenRemedy() {
    return credentials == null
        ? "; no credentials were given, set username and password"
            + " (-Doci.username=… -Doci.password=…)"
        : "; " + credentials + " were used, check them";
  }

  private static String describe(TokenException token) {
    return String.valueOf(token.getMessage());
  }

  private RegistryException notARegistry(String action, int status, Throwable cause) {
    return make(
        action,
        Reason.NOT_A_REGISTRY,
        status,
        "what answers at "
            + target.registry()
            + " is no container registry: it sent a web page"
            + (status == 0 ? "" : " (" + status + ")")
            + "; check host and port, a registry often has a host or port of its own",
        cause);
  }

  private RegistryException unanswered(String action, Throwable failure) {
    String registry = target.registry();
    UnknownHostException unknown = find(failure, UnknownHostException.class);
    if (unknown != null) {
      return make(
          action,
          Reason.UNKNOWN_HOST,
          0,
          "the host of " + registry + " is unknown; check its spelling, and DNS or proxy",
          failure);
    }
    if (find(failure, SocketTimeoutException.class) != null
        || find(failure, ConnectTimeoutException.class) != null) {
      return make(
          action,
          Reason.TIMEOUT,
          0,
          registry
              + " was silent for "
              + timeoutSeconds
              + " seconds; check the network, or allow more time with timeout (-Doci.timeout=…)",
          failure);
    }
    SSLException tls = find(failure, SSLException.class);
    if (tls != null) {
      return tls(action, tls, failure);
    }
    Throwable root = root(failure);
    if (find(failure, IOException.class) == null) {
      return make(
          action,
          Reason.REFUSED,
          0,
          "the answer is none that the protocol allows ("
              + shorten(String.valueOf(root.getMessage()))
              + "); mvn -X shows the requests that led there",
          failure);
    }
    return make(
        action,
        Reason.UNREACHABLE,
        0,
        "the connection to "
            + registry
            + " failed ("
            + shorten(root.getMessage() == null ? root.toString() : root.getMessage())
            + "); check that the registry runs there and that no firewall is in between",
        failure);
  }

  private RegistryException tls(String action, SSLException tls, Throwable failure) {
    boolean certificate =
        tls instanceof SSLPeerUnverifiedException
            || (tls instanceof SSLHandshakeException && hasCertificateCause(tls));
    String words = shorten(String.valueOf(root(tls).getMessage()));
    return certificate
        ? make(
            action,
            Reason.UNTRUSTED_CERTIFICATE,
            0,
            "the certificate of "
                + target.registry()
                + " is not trusted ("
                + words
                + "); import its CA into the JVM's trust store"
                + " (-Djavax.net.ssl.trustStore=…), or, for a test registry only, set insecure"
                + " (-Doci.insecure=true)",
            failure)
        : make(
            action,
            Reason.UNREACHABLE,
            0,
            "there is no TLS connection to "
                + target.registry()
                + " ("
                + words
                + "); if it speaks plain HTTP and that is acceptable, set insecure"
                + " (-Doci.insecure=true)",
            failure);
  }

  private static boolean hasCertificateCause(Throwable failure) {
    return find(failure, Failures::isCertificateFailure) != null;
  }

  private static boolean isCertificateFailure(Throwable failure) {
    return failure instanceof java.security.cert.CertificateException
        || failure instanceof java.security.cert.CertPathBuilderException
        || failure instanceof java.security.cert.CertPathValidatorException;
  }

  private RegistryException make(
      String action, Reason reason, int status, String detail, Throwable cause) {
    return new RegistryException(action + " " + target.name(), reason, status, detail, cause);
  }

  /** What the registry itself says (distribution-spec, "Error codes"), as ": CODE, message". */
  private static String said(ResponseException response, List<String> codes) {
    String content = response.getContent();
    if (content == null || content.isBlank() || isMarkup(content)) {
      return "";
    }
    StringBuilder said = new StringBuilder();
    try {
      for (JsonNode error : MAPPER.readTree(content).path("errors")) {
        String code = error.path("code").asText("");
        codes.add(code);
        said.append(": ").append(code).append(", ").append(error.path("message").asText(""));
      }
    } catch (JsonProcessingException e) {
      return ": " + shorten(content);
    }
    return shorten(said.toString());
  }

  private static boolean isWebPage(ResponseException response) {
    String type = response.getHeaders().getContentType();
    String content = response.getContent();
    // A gateway's own error page does not mean that there is no registry behind it.
    boolean gateway = response.getStatusCode() >= 500 || response.getStatusCode() == 413;
    return !gateway && ((type != null && isHtml(type)) || (content != null && isMarkup(content)));
  }

  private static boolean isMarkup(String content) {
    return content.stripLeading().startsWith("<");
  }

  private static boolean isHtml(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).startsWith("text/html");
  }

  private static String shorten(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= MAX_DETAIL ? line : line.substring(0, MAX_DETAIL) + "…";
  }

  private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
    Throwable found = find(failure, type::isInstance);
    return found == null ? null : type.cast(found);
  }

  private static @Nullable Throwable find(Throwable failure, Predicate<Throwable> test) {
    Throwable current = failure;
    for (int depth = 0; current != null && depth < 20; depth++) {
      if (test.test(current)) {
        return current;
      }
      current = current.getCause();
    }
    return null;
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }
}
