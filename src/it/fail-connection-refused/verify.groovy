import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  build.failedWith(
      "the connection to 127.0.0.1:1 failed (",
      "); check that the registry is running there and that no firewall blocks the connection")
}
return true
