import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.registry.requests() == []
  build.failedWith("Cannot write the push's results to ", "pom.xml", "results")
}
return true
