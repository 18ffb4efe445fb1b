import groovy.json.JsonSlurper
import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def digest = context.image.manifestDigest()
  def repository = "${context.registry.hostAndPort()}/acme/app"
  def json = new JsonSlurper().parse(build.path('target/oci-push/image.json'))

  assert build.path('target/oci-push/image.digest').toFile().text == digest
  assert json.imageDigest == digest
  assert json.imageId == context.image.configDigest()
  assert json.tags == ['1.0']
  assert json.imagePushed
  assert json.destinations*.repository == ['acme/app']
  assert json.destinations*.movedTags == [['1.0']]
  assert json.destinations*.uploadedBlobs == [2]
  assert build.path('target/deployment/app.yaml').toFile().readLines().drop(1) == [
      "image: $repository:1.0@$digest".toString(),
      "digest: $digest".toString()]
}
return true
