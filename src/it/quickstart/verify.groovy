import groovy.json.JsonSlurper
import io.github.ocimaven.testing.tool.InvokerContext
import java.security.MessageDigest
import org.apache.commons.compress.archivers.tar.TarFile

/** The digest under which the layout in the tar lists its only image. */
static digestOnDisk(File tar) {
  new TarFile(tar).withCloseable { files ->
    def index = files.entries.find { it.name == 'index.json' }
    new JsonSlurper().parse(files.getInputStream(index)).manifests*.digest.with {
      assert it.size() == 1
      it[0]
    }
  }
}

/** What the registry serves for a tag. */
static manifestInRegistry(String repository, String tag) {
  def connection = new URL("http://${repository.replaceFirst('/', '/v2/')}/manifests/$tag").openConnection()
  connection.setRequestProperty('Accept', 'application/vnd.oci.image.manifest.v1+json')
  connection.inputStream.bytes
}

InvokerContext.of(basedir, context).withCloseable { build ->
  def repository = "${context.registry.hostAndPort()}/quickstart/hello"
  def manifest = manifestInRegistry(repository, '1.0.0')
  def digest = 'sha256:' + MessageDigest.getInstance('SHA-256').digest(manifest).encodeHex()

  assert digest == digestOnDisk(new File(basedir, 'target/jib-image.tar'))
  def jib = new JsonSlurper().parse(new File(basedir, 'target/jib-image.json'))
  assert digest == jib.imageDigest
  assert digest == new File(basedir, 'target/oci-push/image.digest').text
  assert jib.imageId == new JsonSlurper().parse(new File(basedir, 'target/oci-push/image.json')).imageId
  build.said("Pushed $repository:1.0.0@$digest")

  println "Read back over HTTP, with the digest that is on disk: $repository:1.0.0@$digest"
}
return true
