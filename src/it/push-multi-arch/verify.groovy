import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def (index, registry) = [context.index, context.registry]

  assert registry.tags('acme/app') == ['1.0']
  assert registry.manifest('acme/app', '1.0').get().bytes() == index.indexBytes()
  (index.manifestDigests() + index.blobDigests()).each { digest ->
    def stored = registry.manifest('acme/app', digest).map { it.bytes() }
        .orElseGet { registry.blob('acme/app', digest).get() }
    assert stored == index.images()[0].blobFile(digest).toFile().bytes
  }
  assert index.images().every { registry.manifest('acme/app', it.manifestDigest()).present }
  build.said("7 blobs (", "5 manifests, ${index.indexDigest()}")
}
return true
