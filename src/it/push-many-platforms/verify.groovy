import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def (index, registry) = [context.index, context.registry]

  assert registry.manifest('acme/app', '1.0').get().bytes() == index.indexBytes()
  assert index.images().size() == 20
  index.images().each { image ->
    assert registry.manifest('acme/app', image.manifestDigest()).get().bytes() == image.manifestBytes()
    assert image.blobDigests().every { registry.blobFile('acme/app', it).present }
  }
  build.said('Uploaded 61 blobs (')
}
return true
