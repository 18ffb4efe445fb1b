import io.github.ocimaven.testing.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.registry.repositories().isEmpty()
  build.failedWith(
      "the registry denied access (403: DENIED, requested access to the resource is denied);"
          + " credentials from the parameters username and password were used, and check that they may push to acme/app")
  build.neverSaid('pa55word')
}
return true
