import groovy.json.JsonSlurper
import io.github.ocimaven.testing.tool.CiShell
import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  CiShell.of(build, localRepositoryPath).reach(context.registries)
      .property('base.image', 'scratch') // Needs no network.
      .run('mvn -B -ntp deploy')

  def announced = new JsonSlurper().parse(build.path('target/jib-image.json')).imageDigest
  assert context.registry.manifest('app', '1.0.0').get().digest() == announced
  assert build.path('target/oci-push/image.digest').toFile().text == announced
}
return true
