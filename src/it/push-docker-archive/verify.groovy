import groovy.json.JsonSlurper
import io.github.ocimaven.testing.tool.InvokerContext
import java.util.zip.GZIPInputStream

InvokerContext.of(basedir, context).withCloseable { build ->
  def registry = context.registry
  def image = context.archive.images()[1]

  [['1.0', 'application/vnd.docker.distribution.manifest.v2+json', 'application/vnd.docker.image.rootfs.diff.tar.gzip'],
   ['oci', 'application/vnd.oci.image.manifest.v1+json', 'application/vnd.oci.image.layer.v1.tar+gzip']
  ].each { tag, manifestType, layerType ->
    def manifest = registry.manifest('acme/app', tag).get()
    def json = new JsonSlurper().parse(manifest.bytes())
    assert manifest.mediaType() == manifestType
    assert json.config.digest == image.configDigest()
    assert json.layers*.mediaType.unique() == [layerType]
    assert json.layers.collect { new GZIPInputStream(
        new ByteArrayInputStream(registry.blob('acme/app', it.digest).get())).bytes } == image.layers()*.tar()
  }

  // Compressed once, sent once, whatever the manifest's format.
  assert build.log().count('Compressing ') == 1
  build.said('Compressing 2 layers (')
  assert registry.requests().count { it.summary().startsWith('PUT /v2/acme/app/blobs/') } == 3
  build.said('Uploaded 3 blobs (', 'Already there: ', 'Uploaded 0 blobs (0 B), already there 3 blobs (')
  def left = build.path('target/oci-push/layers').toFile().list().sort()
  assert left == image.diffIds().collectMany { [it.substring(7) + '.digest', it.substring(7) + '.tar.gz'] }.sort()
}
return true
