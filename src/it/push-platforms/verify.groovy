import groovy.json.JsonSlurper
import io.github.ocimaven.testing.Digests
import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def (index, registry) = [context.index, context.registry]
  def pushed = registry.manifest('acme/app', '1.0').get().bytes()
  def digest = Digests.sha256(pushed)

  assert new JsonSlurper().parse(pushed).manifests*.digest == [index.images()[0].manifestDigest()]
  assert registry.manifest('acme/app', index.images()[1].manifestDigest()).empty
  build.said(
      "Platforms left out of target/oci: linux/arm64/v8; this makes a new index, $digest instead of ${index.indexDigest()}",
      "Pushed ${registry.hostAndPort()}/acme/app:1.0@$digest")
  build.failedWith(
      'Cannot push target/oci for windows/amd64: it is available for linux/amd64, linux/arm64/v8; ')
}
return true
