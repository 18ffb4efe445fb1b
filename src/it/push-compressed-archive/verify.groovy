import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.registry.manifest('acme/app', '1.0').get().bytes() == context.image.manifestBytes()
  assert build.path('target/oci-push').toFile().list().sort() == ['image.digest', 'image.json']
  build.said('Decompressing target/image.tar.gz (', 'Image target/image.tar.gz: 2 blobs (')
}
return true
