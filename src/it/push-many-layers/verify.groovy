import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def (image, registry) = [context.image, context.registry]

  assert registry.manifest('acme/app', '1.0').get().bytes() == image.manifestBytes()
  assert image.blobDigests().size() == 501
  assert image.blobDigests().every { registry.blobFile('acme/app', it).present }
  build.said('Uploaded 501 blobs (')
}
return true
