import groovy.json.JsonSlurper
import io.github.ocimaven.testing.tool.CiShell
import io.github.ocimaven.testing.tool.InvokerContext
import org.apache.commons.compress.archivers.tar.TarFile

InvokerContext.of(basedir, context).withCloseable { build ->
  def shell = CiShell.of(build, localRepositoryPath).reach(context.registries)
  if (context.buildKit) {
    shell.variable('BUILDKIT_HOST', context.buildKit.address())
  }
  shell.run(build.path('publish.sh').toFile().text, '-e')

  // The index has arrived unchanged, with the image and its provenance.
  def index = context.registry.manifest('app', '1.0.0').get()
  new TarFile(build.path('target/image.tar').toFile()).withCloseable { tar ->
    def layout = tar.getInputStream(tar.entries.find { it.name == 'index.json' })
    assert new JsonSlurper().parse(layout).manifests*.digest == [index.digest()]
  }
  def (image, attestation) = new JsonSlurper().parse(index.bytes()).manifests
  assert attestation.annotations['vnd.docker.reference.digest'] == image.digest
  [image, attestation].each { assert context.registry.manifest('app', it.digest).present }
}
return true
