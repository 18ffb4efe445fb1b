import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def (image, registry) = [context.image, context.registry]

  // It was compared with its digest after the last byte had arrived.
  assert registry.manifest('acme/app', '1.0').get().bytes() == image.manifestBytes()
  assert registry.requests()*.bodyBytes().sum() > 5L << 30
  build.said('Uploaded 2 blobs (5.0 GiB)')
}
return true
