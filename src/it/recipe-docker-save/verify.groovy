import groovy.json.JsonSlurper
import io.github.ocimaven.testing.tool.CiShell
import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def shell = CiShell.of(build, localRepositoryPath).reach(context.registries)
  def digests = ['publish.sh', 'daemon.sh'].collect {
    shell.run(build.path(it).toFile().text, '-e')
    context.registry.manifest('app', '1.0.0').get().with { manifest ->
      // The image ID is the one that Docker shows; the digest is new, because a saved image has no manifest.
      assert new JsonSlurper().parse(manifest.bytes()).config.digest == context.archive.image().configDigest()
      manifest.digest()
    }
  }
  assert build.path('docker.log').toFile().readLines() ==
      ['save --output target/image.tar app:1.0.0', 'save app:1.0.0']
  assert digests.unique().size() == 1
}
return true
