import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  build.failedWith(
      "Cannot push to 'localhost:5000/Acme/app': its repository 'Acme/app' is not valid; allowed: ",
      "Cannot push to 'localhost:5000/acme/app:1.0+build': its tag '1.0+build' is not valid; ")
}
return true
