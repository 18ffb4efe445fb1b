import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def registry = context.registry
  assert registry.manifest('acme/app', '1.0').get().digest() == context.image.manifestDigest()
  build.said(
      " to ${registry.hostAndPort()}/acme/app (503): attempt 2 of 5 in 0.0 s",
      "[WARNING] Could not put manifest 1.0 to ${registry.hostAndPort()}/acme/app (connection broken): attempt 2 of 5",
      "Pushed ${registry.hostAndPort()}/acme/app:1.0@${context.image.manifestDigest()}")
}
return true
