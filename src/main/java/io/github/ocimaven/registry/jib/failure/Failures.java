package io.github.ocimaven.registry.jib.failure;

import com.google.cloud.tools.jib.http.ResponseException;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.ManifestName;
import io.github.ocimaven.model.PushException;
import io.github.ocimaven.model.Target;
import io.github.ocimaven.registry.Credentials;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.Transience;
import io.github.ocimaven.registry.Transience.Kind;
import io.github.ocimaven.registry.jib.auth.AccessException;
import io.github.ocimaven.registry.jib.auth.TokenException;
import io.github.ocimaven.registry.jib.connection.DowngradeException;
import io.github.ocimaven.registry.jib.connection.ProxyException;
import io.github.ocimaven.registry.jib.connection.RefusedAddressException;
import io.github.ocimaven.registry.jib.http.BadAnswerException;
import io.github.ocimaven.registry.jib.http.Causes;
import io.github.ocimaven.registry.jib.http.ErrorAnswer;
import io.github.ocimaven.registry.jib.http.LoggableUrl;
import io.github.ocimaven.registry.jib.http.NotARegistryException;
import io.github.ocimaven.registry.jib.http.RedirectedException;
import io.github.ocimaven.registry.jib.http.Secrets;
import io.github.ocimaven.registry.jib.http.Wire;
import io.github.ocimaven.registry.tls.RegistryTls;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CancellationException;
import org.apache.http.NoHttpResponseException;
import org.apache.http.conn.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;

/** Turns what the HTTP client throws into the registry port's exception, with a remedy. */
public final class Failures {

  /** Amazon ECR does (https://github.com/aws/containers-roadmap/issues/1970). */
  private static final String HUNG_UP =
      "some registries hang up like this where the repository does not exist: create it if it does"
          + " not, else ";

  private final Target target;
  private final AccessFailures access;
  private final TlsFailures tls;
  private final ManifestFailures manifests;
  private final Secrets secrets;
  private final long timeoutSeconds;

  /**
   * Makes explanations.
   *
   * @param target the destination
   * @param credentials who pushes
   * @param secrets what no message may hold
   * @param tls what TLS connections to it are made with
   * @param timeoutSeconds for how long it may be silent
   */
  public Failures(
      Target target,
      Credentials credentials,
      Secrets secrets,
      RegistryTls tls,
      long timeoutSeconds) {
    this.target = target;
    this.secrets = secrets;
    this.tls = new TlsFailures(target.registry(), tls);
    this.access = new AccessFailures(target.repository(), credentials);
    this.manifests = new ManifestFailures(target, secrets);
    this.timeoutSeconds = timeoutSeconds;
  }

  /**
   * Makes a call and explains its failure.
   *
   * @param action what it tries, up to its preposition: {@code upload blob sha256:… to}
   * @param call the call
   * @throws PushException always this where it fails, apart from the end of a push that failed
   *     elsewhere
   */
  public <T> T explain(String action, Call<T> call) {
    try {
      return call.run();
    } catch (PushException | CancellationException e) {
      throw e;
    } catch (Exception e) {
      // The JDK wraps what is thrown while it asks for a trust store.
      PushException told = Causes.find(e, PushException.class);
      throw told == null ? withTransience(of(action, e), e) : told;
    }
  }

  /** Whoever asks for a client certificate and hangs up, and never did anything else, wants one. */
  private static RegistryException withTransience(RegistryException explained, Exception failure) {
    Transience when = TransientFailures.of(failure);
    return explained.withTransience(
        when != null && explained.reason() == Reason.CLIENT_CERTIFICATE
            ? new Transience(Kind.ABSENT, when.symptom())
            : when);
  }

  /**
   * Makes a call that stores a manifest, and explains its failure.
   *
   * @param name the tag or digest by which it is put
   * @param manifest the manifest's digest
   * @param call the call
   * @throws PushException always this where it fails, apart from the end of a push that failed
   *     elsewhere
   */
  public <T> T explainManifest(ManifestName name, Digest manifest, Call<T> call) {
    return explain("put manifest " + name + " to", () -> manifests.recognise(name, manifest, call));
  }

  /**
   * Explains a failure.
   *
   * @param action what was tried, up to its preposition: {@code upload blob sha256:… to}
   * @param failure what was thrown
   */
  private RegistryException of(String action, Throwable failure) {
    if (Causes.find(failure, NotARegistryException.class) != null) {
      return notARegistry(action, 0, failure);
    }
    ProxyException proxy = Causes.find(failure, ProxyException.class);
    if (proxy != null) {
      return make(action, ProxyFailures.of(proxy), proxy.status(), failure);
    }
    RefusedAddressException refused = Causes.find(failure, RefusedAddressException.class);
    if (refused != null) {
      return make(action, Reason.REFUSED, 0, String.valueOf(refused.getMessage()), failure);
    }
    DowngradeException downgrade = Causes.find(failure, DowngradeException.class);
    if (downgrade != null) {
      return make(action, Reason.REFUSED, 0, String.valueOf(downgrade.getMessage()), failure);
    }
    TokenException token = Causes.find(failure, TokenException.class);
    if (token != null) {
      Explanation certificate = tls.explainRejected(token);
      return certificate == null
          ? make(action, access.noToken(token), token.status(), token)
          : make(action, certificate.after("the token service was not asked: "), 0, token);
    }
    ResponseException response = Causes.find(failure, ResponseException.class);
    if (response == null) {
      return unanswered(action, failure);
    }
    RedirectedException elsewhere = Causes.find(failure, RedirectedException.class);
    if (elsewhere != null) {
      return answeredElsewhere(action, elsewhere, response);
    }
    return Causes.find(failure, UploadLostException.class) == null
        ? answered(action, response, Causes.find(failure, AccessException.class))
        : uploadLost(action, response);
  }

  private RegistryException answeredElsewhere(
      String action, RedirectedException elsewhere, ResponseException response) {
    ErrorAnswer answer = ErrorAnswer.of(response, secrets);
    return make(
        action,
        Reason.REFUSED,
        answer.status(),
        elsewhere.host()
            + ", where the registry sent us, answered "
            + answer.status()
            + answer.said()
            + Explanation.remedyFor(answer.status()),
        response);
  }

  private RegistryException uploadLost(String action, ResponseException response) {
    ErrorAnswer answer = ErrorAnswer.of(response, secrets);
    return make(
        action,
        Reason.REFUSED,
        answer.status(),
        "the registry lost track of the upload ("
            + answer.status()
            + answer.said()
            + "); if it has several instances, ask who runs it whether they share their storage and"
            + " their secret",
        response);
  }

  private RegistryException answered(
      String action, ResponseException response, @Nullable AccessException refused) {
    ErrorAnswer answer = ErrorAnswer.of(response, secrets);
    int status = answer.status();
    String said = answer.said();
    if (answer.isWebPage()) {
      Explanation certificate = status == 400 ? tls.explainBadRequest() : null;
      return certificate == null
          ? notARegistry(action, status, response)
          : make(action, certificate, status, response);
    }
    if (refused != null) {
      return make(action, access.refused(refused, said), status, response);
    }
    return switch (status) {
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
          answer.refusesRepository()
              ? make(action, Reason.REPOSITORY_REFUSED, status, nameRefused(status, said), response)
              : make(
                  action,
                  Reason.REFUSED,
                  status,
                  "the registry answered " + status + said + Explanation.remedyFor(status),
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
    RedirectedException elsewhere = Causes.find(failure, RedirectedException.class);
    String registry =
        elsewhere == null ? target.registry() : elsewhere.host() + ", where the registry sent us,";
    UnknownHostException unknown = Causes.find(failure, UnknownHostException.class);
    if (unknown != null) {
      return make(
          action,
          Reason.UNKNOWN_HOST,
          0,
          "the host of " + registry + " is unknown; check its spelling, and DNS or proxy",
          failure);
    }
    if (Causes.find(failure, ConnectTimeoutException.class) != null) {
      return make(
          action,
          Reason.TIMEOUT,
          0,
          "there was no connection to "
              + registry
              + " within "
              + Math.min(timeoutSeconds, Wire.MAX_CONNECT_MILLIS / 1000)
              + " seconds; check host and port, and that no firewall drops what is sent there",
          failure);
    }
    if (Causes.find(failure, SocketTimeoutException.class) != null) {
      return make(
          action,
          Reason.TIMEOUT,
          0,
          registry
              + " was silent for "
              + timeoutSeconds
              + " seconds; check the network, or allow more time with 'timeout'",
          failure);
    }
    Explanation encryption = tls.explain(registry, failure);
    if (encryption != null) {
      return make(action, encryption, 0, failure);
    }
    Throwable root = Causes.root(failure);
    if (Causes.find(failure, BadAnswerException.class) != null
        || Causes.find(failure, IOException.class) == null) {
      return make(
          action,
          Reason.REFUSED,
          0,
          "the answer is none that the protocol allows ("
              + ErrorAnswer.shorten(LoggableUrl.cut(root.getMessage()))
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
            + ErrorAnswer.shorten(
                root.getMessage() == null ? root.toString() : LoggableUrl.cut(root.getMessage()))
            + "); "
            + (root instanceof NoHttpResponseException ? HUNG_UP : "")
            + "check that the registry runs there and that no firewall is in between",
        failure);
  }

  private RegistryException make(String action, Explanation why, int status, Throwable cause) {
    return make(action, why.reason(), status, why.detail(), cause);
  }

  private RegistryException make(
      String action, Reason reason, int status, String detail, Throwable cause) {
    return new RegistryException(
        action + " " + target.name(), reason, status, detail, quotesUrls(cause) ? null : cause);
  }

  /** Libraries put whole URLs into messages, with signatures and upload states; -e prints them. */
  private static boolean quotesUrls(Throwable cause) {
    return Causes.find(
            cause,
            e ->
                e instanceof ResponseException
                    || (e.getMessage() != null
                        && !(e instanceof TokenException) // which leaves them out
                        && !LoggableUrl.cut(e.getMessage()).equals(e.getMessage())))
        != null;
  }
}
