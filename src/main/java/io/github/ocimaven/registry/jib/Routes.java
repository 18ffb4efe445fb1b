package io.github.ocimaven.registry.jib;

import java.net.ProxySelector;
import java.util.function.BooleanSupplier;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.impl.conn.SystemDefaultRoutePlanner;
import org.apache.http.protocol.HttpContext;

/** Goes by the JVM's proxy settings, and nowhere by plain HTTP where TLS is wanted. */
final class Routes extends SystemDefaultRoutePlanner {

  private final BooleanSupplier tlsOnly;

  Routes(BooleanSupplier tlsOnly) {
    super(ProxySelector.getDefault());
    this.tlsOnly = tlsOnly;
  }

  @Override
  public HttpRoute determineRoute(HttpHost host, HttpRequest request, HttpContext context)
      throws HttpException {
    if (tlsOnly.getAsBoolean() && host.getSchemeName().equals("http")) {
      throw new DowngradeException(host);
    }
    return super.determineRoute(host, request, context);
  }
}
