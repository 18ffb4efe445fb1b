import groovy.json.JsonSlurper
import io.github.ocimaven.testing.tool.CiShell
import io.github.ocimaven.testing.tool.InvokerContext
import java.util.zip.GZIPInputStream
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream
import org.apache.commons.compress.archivers.tar.TarFile

InvokerContext.of(basedir, context).withCloseable { build ->
  def registry = context.registry
  // Buildah's storage is the test's own; chroot needs fewer privileges than a separate container.
  CiShell.of(build, localRepositoryPath)
      .reach(context.registries)
      .property('base.image', 'scratch') // Needs no network.
      .variable('BUILDAH_ISOLATION', 'chroot')
      .variable('STORAGE_DRIVER', 'vfs')
      .variable('CONTAINERS_STORAGE_CONF', build.path('storage.conf').toString())
      .run('mvn -B -ntp deploy')
  def manifest = registry.manifest('app', '1.0.0').get()

  // The registry received what Buildah wrote.
  new TarFile(build.path('target/image.tar').toFile()).withCloseable { tar ->
    def index = tar.getInputStream(tar.entries.find { it.name == 'index.json' })
    assert new JsonSlurper().parse(index).manifests*.digest == [manifest.digest()]
  }
  // Each layer of the application is a layer of the image: libraries and its own classes are in different layers.
  def layers = new JsonSlurper().parse(manifest.bytes()).layers.collect { layer ->
    def files = []
    new TarArchiveInputStream(new GZIPInputStream(
        new ByteArrayInputStream(registry.blob('app', layer.digest).get()))).withCloseable { tar ->
      for (def entry = tar.nextEntry; entry; entry = tar.nextEntry) {
        files << entry.name
      }
    }
    files
  }
  def layerOf = { file -> layers.findIndexOf { it.any { it ==~ file } } }
  assert layerOf('app/app.jar') >= 0
  assert layerOf('app/lib/spring-core-.*jar') >= 0
  assert layerOf('app/app.jar') != layerOf('app/lib/spring-core-.*jar')
}
return true
