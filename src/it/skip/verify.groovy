import io.github.ocimaven.testing.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.registry.requests() == []
  build.said("Not pushing: skip is true", "Not pushing: skip is releases")
}
return true
