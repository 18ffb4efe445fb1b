import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def registry = context.registry

  assert registry.requests()*.method().unique().sort() == ['GET', 'HEAD']
  assert registry.tags('acme/app') == []
  assert !build.path('target/oci-push').toFile().exists()
  build.said(
      "Dry run, would push ${registry.hostAndPort()}/acme/app:1.0@${context.image.manifestDigest()}",
      "Dry run, nothing was sent: would upload 2 blobs (")
  build.neverSaid("Pushed ")
}
return true
