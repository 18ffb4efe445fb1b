import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.registry.requests() == []
  build.failedWith(
      "the certificate of ${context.registry.hostAndPort()} is not trusted: it is self-signed (subject"
          + ' CN=localhost, issuer CN=localhost, valid from 20',
      'Z); trust it with \'caCertificates\' (-Doci.caCertificates=…), in ',
      'ca.crt, or in the trust store of the JVM or the system; for a test registry only,'
          + " set 'insecure' (-Doci.insecure=…) to true")
}
return true
