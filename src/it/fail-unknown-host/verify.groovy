import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  build.failedWith(
      "the host of registry.invalid is unknown; check its spelling, and the DNS or proxy settings")
}
return true
