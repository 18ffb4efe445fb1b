package io.github.ocimaven.registry.jib.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.ocimaven.model.PushException;
import io.github.ocimaven.registry.ProxyServer;
import io.github.ocimaven.registry.RegistryException;
import io.github.ocimaven.registry.RegistryException.Reason;
import io.github.ocimaven.registry.jib.failure.Blocked;
import io.github.ocimaven.registry.jib.failure.InvalidResponse;
import io.github.ocimaven.registry.jib.failure.NoResponse;
import io.github.ocimaven.registry.jib.failure.NoResponse.Kind;
import io.github.ocimaven.registry.jib.failure.Peer;
import io.github.ocimaven.registry.jib.failure.RequestFailure;
import io.github.ocimaven.registry.jib.failure.StoppedByProxy;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.http.ConnectionClosedException;
import org.apache.http.NoHttpResponseException;
import org.apache.http.ProtocolException;
import org.apache.http.client.ClientProtocolException;
import org.apache.http.conn.ConnectTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransportFailuresTest {

  private static final Peer STORAGE = new Peer("https://storage.example.com");

  static Stream<Object> kinds() {
    return Stream.of(
        arguments(new UnknownHostException("r"), Kind.UNKNOWN_HOST),
        arguments(new ConnectTimeoutException("late"), Kind.CONNECT_TIMEOUT),
        arguments(new ConnectException("refused"), Kind.NO_CONNECTION),
        arguments(new NoRouteToHostException("no route"), Kind.NO_CONNECTION),
        arguments(new SocketTimeoutException("silent"), Kind.SILENCE),
        arguments(tls(new SocketTimeoutException("silent")), Kind.SILENCE),
        arguments(tls(new CertificateException("not trusted")), Kind.TLS_REFUSED),
        arguments(new SSLPeerUnverifiedException("another name"), Kind.TLS_REFUSED),
        arguments(new SSLHandshakeException("no protocol"), Kind.TLS_REFUSED),
        arguments(tls(new EOFException("gone")), Kind.HANDSHAKE_BROKEN),
        arguments(tls(new SocketException("reset")), Kind.HANDSHAKE_BROKEN),
        arguments(new NoHttpResponseException("gone"), Kind.HUNG_UP),
        arguments(new SocketException("reset"), Kind.BROKEN),
        arguments(new ConnectionClosedException("half"), Kind.BROKEN),
        arguments(new SSLException("closed", new SocketException("reset")), Kind.BROKEN),
        arguments(new SSLException("closing inbound before close_notify"), Kind.FAILED),
        arguments(new ClientProtocolException(new ProtocolException("no status")), Kind.MALFORMED),
        arguments(new IOException("disk"), Kind.FAILED));
  }

  private static SSLException tls(Exception cause) {
    SSLHandshakeException failure = new SSLHandshakeException("handshake");
    failure.initCause(cause);
    return failure;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void saysWhatWasSeenInsteadOfAResponse(Exception thrown, Kind kind) {
    assertThat(TransportFailures.of(STORAGE, new IOException("wrapped", thrown)))
        .isInstanceOfSatisfying(
            NoResponse.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(kind);
              assertThat(failure.peer()).isEqualTo(STORAGE);
              assertThat(failure.status()).isZero();
              assertThat(failure).hasMessage("no response: " + kind);
            });
  }

  @Test
  void leavesAFailureAsItWasMade() {
    RequestFailure known =
        StoppedByProxy.refused(
            new ProxyServer("proxy.example.com", 3128, null, "HTTPS_PROXY"),
            "registry.example.com:443",
            407,
            null);

    assertThat(TransportFailures.of(Peer.REGISTRY, known)).isSameAs(known);
    assertThat(TransportFailures.of(Peer.REGISTRY, new IOException(known))).isSameAs(known);
  }

  @Test
  void findsARuleOfOursInWhatALibraryThrows() {
    class Rule extends UnknownHostException implements Blocked.Carrier {
      @Override
      public Blocked blocked() {
        return new Blocked("it is not allowed");
      }
    }

    assertThat(TransportFailures.of(Peer.REGISTRY, new IOException(new Rule())))
        .isInstanceOf(Blocked.class)
        .hasMessage("it is not allowed");
  }

  @Test
  void takesAResponseThatALibraryCannotDigestForAnInvalidOne() {
    assertThat(
            TransportFailures.of(
                Peer.REGISTRY,
                new IllegalArgumentException("no number in https://registry.example.com/v2/?s=1")))
        .isInstanceOf(InvalidResponse.class)
        .hasMessage("no number in …");
  }

  @Test
  void throwsWhatIsNoFailureOfARequest() {
    PushException own = new RegistryException("ask", Reason.REFUSED, 0, "no", null);
    CancellationException over = new CancellationException("the push is over");

    assertThatThrownBy(() -> TransportFailures.of(Peer.REGISTRY, new IOException(own)))
        .isSameAs(own);
    assertThatThrownBy(() -> TransportFailures.of(Peer.REGISTRY, over)).isSameAs(over);
  }
}
