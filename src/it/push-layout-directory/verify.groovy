import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def (image, registry) = [context.image, context.registry]

  assert registry.tags('acme/app') == ['1.0']
  assert registry.manifest('acme/app', '1.0').get().bytes() == image.manifestBytes()
  image.blobDigests().each {
    assert registry.blob('acme/app', it).get() == image.blobFile(it).toFile().bytes
  }
  build.said(
      "Image target/layout: 3 blobs (",
      "1 manifest, ${image.manifestDigest()}",
      "Pushed ${registry.hostAndPort()}/acme/app:1.0@${image.manifestDigest()}",
      "Uploaded 3 blobs (",
      ", already there 0 blobs (0 B), in ")
}
return true
