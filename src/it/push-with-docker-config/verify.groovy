import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  [context.stored, context.helped].each { assert it.tags('acme/app') == ['1.0'] }
  build.said("[INFO] Credentials for ${context.stored.hostAndPort()}/acme/app: ")
  build.said("[INFO] Credentials for ${context.helped.hostAndPort()}/acme/app: docker-credential-it")
  build.neverSaid('pa55')
}
return true
