import io.github.ocimaven.testing.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.registry.requests() == []
  build.failedWith(
      "the certificate of ${context.registry.hostAndPort()} is not trusted (",
      "); import its CA into the JVM's trust store (-Djavax.net.ssl.trustStore=…), or, for a test"
          + " registry only, set insecure (-Doci.insecure=true)")
}
return true
