import io.github.ocimaven.testing.Digests
import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def (registry, digest) = [context.registry, Digests.sha256(context.windows)]

  ['app', 'all'].each {
    assert registry.manifest("acme/$it", '1.0').get().bytes() == context.image.manifestBytes()
  }
  assert registry.blob('acme/app', digest).empty
  assert registry.blob('acme/all', digest).get() == context.windows
  build.said('Not uploaded: 1 nondistributable layer (', 'Uploaded 2 blobs (', 'Uploaded 3 blobs (')
}
return true
