import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def registry = context.registry
  def app = "${registry.hostAndPort()}/acme/app"
  def pushed = context.image.manifestDigest()
  def before = context.before

  assert registry.requests()*.method().unique().sort() == ['GET', 'HEAD']
  ['1.0', 'latest'].each {
    assert registry.manifest('acme/app', it).get().digest() == before[it]
  }
  build.failedWith(
      "Cannot push $pushed as $app:1.0 and as $app:latest: $app:1.0 names ${before['1.0']}, " +
          "$app:latest names ${before['latest']}, and overwrite is never; nothing was sent; " +
          'push under another tag or version, or set \'overwrite\' (-Doci.overwrite=…) to always',
      "Cannot push $pushed as $app:1.0: the tag names ${before['1.0']}, and overwrite is snapshots, ")
}
return true
