import groovy.json.JsonSlurper
import io.github.ocimaven.testing.tool.CiShell
import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  CiShell.of(build, localRepositoryPath)
      .reach(context.registries)
      .variable('STORAGE_DRIVER', 'vfs')
      .variable('CONTAINERS_STORAGE_CONF', build.path('storage.conf').toString())
      .run(build.path('publish.sh').toFile().text, '-e')

  def index = new JsonSlurper().parse(build.path('target/oci/index.json'))
  assert index.manifests*.digest == [context.registry.manifest('app', '1.0.0').get().digest()]
}
return true
