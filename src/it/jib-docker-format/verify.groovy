import groovy.json.JsonSlurper
import io.github.ocimaven.testing.Digests
import io.github.ocimaven.testing.tool.InvokerContext
import org.apache.commons.compress.archivers.tar.TarFile

InvokerContext.of(basedir, context).withCloseable { build ->
  def registry = context.registry
  def jib = new JsonSlurper().parse(build.path('target/jib-image.json'))
  def pushed = new JsonSlurper().parse(build.path('target/oci-push/image.json'))
  def manifest = registry.manifest('acme/jib', '1.0').get()

  // The archive has no manifest: Jib announces the one that it would have pushed.
  assert build.path('target/oci-push/image.digest').toFile().text == jib.imageDigest
  assert pushed.imageDigest == jib.imageDigest
  assert pushed.imageId == jib.imageId
  assert Digests.sha256(manifest.bytes()) == jib.imageDigest
  assert manifest.mediaType() == 'application/vnd.docker.distribution.manifest.v2+json'

  // Every layer is the one in the archive; none was compressed again.
  def layers = new JsonSlurper().parse(manifest.bytes()).layers
  new TarFile(build.path('target/jib-image.tar').toFile()).withCloseable { tar ->
    def saved = tar.entries.findAll { it.name.endsWith('.tar.gz') }
    assert saved*.name.toSet() == layers*.digest.collect { it.substring('sha256:'.length()) + '.tar.gz' }.toSet()
    saved.each {
      def digest = 'sha256:' + it.name.replace('.tar.gz', '')
      assert registry.blob('acme/jib', digest).get() == tar.getInputStream(it).bytes
    }
  }
  assert !layers.isEmpty()
  build.said("Pushed ${registry.hostAndPort()}/acme/jib:1.0@${jib.imageDigest}")
}
return true
