import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.registry.requests() == []
  build.said("Skipping: skip is true", "Skipping: skip is releases")
}
return true
