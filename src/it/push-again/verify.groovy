import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def registry = context.registry
  def requests = registry.requests()*.summary()
  def second = requests.subList(requests.lastIndexOf('GET /v2/ 200'), requests.size())

  // The first request finds out whether this registry, on a loopback address, uses HTTP or HTTPS.
  assert second[0] == 'GET /v2/ 200'
  assert second[1..-1].sort() == [
      'HEAD /v2/acme/app/manifests/1.0 200',
      'HEAD /v2/acme/app/manifests/latest 200']
  ['1.0', 'latest'].each {
    def reference = "${registry.hostAndPort()}/acme/app:$it@${context.image.manifestDigest()}"
    build.said("Pushed $reference", "Already there: $reference")
  }
  build.said("Uploaded 0 blobs (0 B), already there 2 blobs (")
}
return true
