package io.github.ocimaven.registry.jib.connection;

import io.github.ocimaven.registry.Credentials.Login;
import io.github.ocimaven.registry.Loopback;
import io.github.ocimaven.registry.ProxyChooser;
import io.github.ocimaven.registry.ProxyServer;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.auth.AUTH;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.MalformedChallengeException;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.impl.auth.BasicScheme;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.conn.DefaultRoutePlanner;
import org.apache.http.impl.conn.DefaultSchemePortResolver;
import org.apache.http.message.BasicHeader;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Determines the route of each request, redirects included: which proxy to use, and with which
 * credentials. It refuses plain HTTP if TLS is required, plain HTTP that leaves this machine unless
 * it is allowed, and addresses that the guard refuses.
 */
public final class Routes extends DefaultRoutePlanner {

  private static final String PROXY = Routes.class.getName() + ".proxy";

  private final ProxyChooser proxies;
  private final AddressGuard guard;
  private final BooleanSupplier tlsOnly;
  private final boolean insecure;

  /**
   * Creates a planner.
   *
   * @param proxies chooses the proxy for each URL
   * @param guard refuses forbidden addresses
   * @param tlsOnly whether plain HTTP is refused
   * @param insecure whether plain HTTP may leave this machine
   */
  public Routes(
      ProxyChooser proxies, AddressGuard guard, BooleanSupplier tlsOnly, boolean insecure) {
    super(DefaultSchemePortResolver.INSTANCE);
    this.proxies = proxies;
    this.guard = guard;
    this.tlsOnly = tlsOnly;
    this.insecure = insecure;
  }

  /** Returns the proxy that a request goes through, or null for a direct one. */
  static @Nullable ProxyServer proxy(HttpContext context) {
    return (ProxyServer) context.getAttribute(PROXY);
  }

  @Override
  public HttpRoute determineRoute(HttpHost host, HttpRequest request, HttpContext context)
      throws HttpException {
    if (host.getSchemeName().equals("http")) {
      requirePlain(host);
    }
    try {
      guard.check(host.getHostName());
    } catch (RefusedAddressException e) {
      throw new HttpException(e.getMessage(), e);
    }
    return super.determineRoute(host, request, context);
  }

  private void requirePlain(HttpHost host) throws HttpException {
    if (tlsOnly.getAsBoolean()) {
      throw DowngradeException.fromTls(host);
    }
    boolean staysHere = Loopback.is(host.getHostName()) && proxies.choose(url(host)).isEmpty();
    if (!insecure && !staysHere) {
      throw DowngradeException.offThisMachine(host);
    }
  }

  @Override
  protected @Nullable HttpHost determineProxy(
      HttpHost host, HttpRequest request, HttpContext context) throws HttpException {
    ProxyServer proxy = proxies.choose(url(host)).orElse(null);
    if (proxy == null) {
      return null;
    }
    context.setAttribute(PROXY, proxy);
    // A tunnel is only shared by requests with the same login at the proxy.
    context.setAttribute(HttpClientContext.USER_TOKEN, proxy);
    guard.allowProxy(proxy.host());
    HttpHost address = new HttpHost(proxy.host(), proxy.port());
    if (proxy.login() != null) {
      logIn(address, proxy.login(), HttpClientContext.adapt(context));
    }
    return address;
  }

  private static URL url(HttpHost host) throws HttpException {
    try {
      return new URL(host.getSchemeName(), host.getHostName(), host.getPort(), "/");
    } catch (MalformedURLException e) {
      throw new HttpException("not a URL: " + host, e);
    }
  }

  /**
   * Sends the credentials with the first request, CONNECT or not: a body can't be sent again after
   * a refusal. A proxy that requires Digest instead gets that if the request has no body.
   */
  private static void logIn(HttpHost proxy, Login login, HttpClientContext context)
      throws MalformedChallengeException {
    var credentials = new UsernamePasswordCredentials(login.username(), login.password());
    var provider = new BasicCredentialsProvider();
    provider.setCredentials(new AuthScope(proxy), credentials);
    context.setCredentialsProvider(provider);
    var basic = new BasicScheme(StandardCharsets.UTF_8);
    basic.processChallenge(new BasicHeader(AUTH.PROXY_AUTH, "Basic realm=\"proxy\""));
    context.getProxyAuthState().update(basic, credentials);
  }
}
