import io.github.ocimaven.testing.tool.InvokerContext
import java.nio.file.Files

InvokerContext.of(basedir, context).withCloseable { build ->
  def registry = context.registry
  def distinct = [:]
  context.images.each { module, image ->
    image.blobDigests().findAll { it != image.manifestDigest() }.each {
      distinct[it] = Files.size(image.blobFile(it))
    }
  }
  ['parallel', 'sequential'].each { path ->
    context.images.each { module, image ->
      assert registry.manifest("$path/$module", '1.0').get().bytes() == image.manifestBytes()
    }
    def requests = registry.requests().findAll { it.path().startsWith("/v2/$path/") }
    def sent = requests.findAll { it.path().contains('/blobs/uploads/') }.sum { it.bodyBytes() }
    assert sent <= 1.05 * distinct.values().sum() : "$path: more than the distinct bytes"

    // Blobs that another module has brought are mounted, without a lookup.
    assert requests.count { it.query().contains('mount=') && it.status() == 201 } == 49 * 4
    def connections = requests*.remotePort().toSet().size()
    assert connections <= 16 : "$path: more connections than the parallelism"
  }
  def sequential = registry.requests().findAll { it.path().startsWith('/v2/sequential/') }
  assert sequential.count { it.method() == 'HEAD' && it.path().contains('/blobs/') } == 50 * 2 + 4
}
return true
