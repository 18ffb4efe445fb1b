import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  ['ok', 'not-found'].each {
    build.failedWith("what answers at ${context[it].hostAndPort()} is no container registry: it sent a web page")
  }
  build.said("; check host and port, a registry often has a host or port of its own")
}
return true
