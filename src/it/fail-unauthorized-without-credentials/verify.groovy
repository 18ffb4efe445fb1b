import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  [context.basic, context.bearer].each {
    assert it.repositories().isEmpty()
    build.failedWith("${it.hostAndPort()}/acme/app: the registry requires credentials (401")
  }
  build.said(
      "), and none were ", "; set 'username' (-Doci.username=…) and 'password' (-Doci.password=…) or OCI_USERNAME")
}
return true
