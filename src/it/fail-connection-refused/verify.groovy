import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  build.failedWith(
      "the connection to 127.0.0.1:1 failed (",
      "); check that the registry runs there and that no firewall is in between")
}
return true
