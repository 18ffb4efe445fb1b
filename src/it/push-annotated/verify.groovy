import groovy.json.JsonSlurper
import io.github.ocimaven.testing.Digests
import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def (index, registry) = [context.index, context.registry]
  def pushed = registry.manifest('acme/app', '1.0').get().bytes()
  def digest = Digests.sha256(pushed)
  def annotations = new JsonSlurper().parse(pushed).annotations

  assert annotations == [
      created: '2026-01-31T11:00:00Z',
      description: 'Sets annotations of an index from the POM, the same ones in each build',
      licenses: 'EPL-2.0 OR GPL-2.0-only WITH Classpath-exception-2.0',
      revision: context.revision,
      source: 'https://git.example.com/anvils/shop.git',
      title: 'Anvil Shop',
      url: 'https://anvils.example.com/shop',
      vendor: 'Example Corp.',
      version: '1.0'
  ].collectEntries { name, value -> ["org.opencontainers.image.$name".toString(), value] }
  assert index.images().every { image ->
    registry.manifest('acme/app', image.manifestDigest()).get().bytes() == image.manifestBytes()
  }
  build.said(
      "Annotations set in target/oci: org.opencontainers.image.{created,description,licenses,revision,source,title,url,vendor,version}; this makes a new index, $digest instead of ${index.indexDigest()}",
      "Pushed ${registry.hostAndPort()}/acme/app:1.0@$digest",
      "Pushed ${registry.hostAndPort()}/acme/app:again@$digest")
  build.neverSaid('s3cret')
}
return true
