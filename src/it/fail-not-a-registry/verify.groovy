import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  ['ok', 'not-found'].each {
    build.failedWith("the server at ${context[it].hostAndPort()} is not a container registry: it sent a web page")
  }
  build.said("; check the host and port; a registry often has a host or port of its own")
}
return true
