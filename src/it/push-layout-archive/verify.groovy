import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def (image, registry) = [context.image, context.registry]

  assert registry.manifest('acme/app', '1.0').get().bytes() == image.manifestBytes()
  image.blobDigests().each {
    assert registry.blob('acme/app', it).get() == image.blobFile(it).toFile().bytes
  }
  build.said("Pushed ${registry.hostAndPort()}/acme/app:1.0@${image.manifestDigest()}")
}
return true
