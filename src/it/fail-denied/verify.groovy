import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.registry.repositories().isEmpty()
  build.failedWith(
      "the registry denied access (403: DENIED, requested access to the resource is denied);"
          + " the credentials came from the parameters username and password; check that they are allowed to push to acme/app")
  build.neverSaid('pa55word')
}
return true
