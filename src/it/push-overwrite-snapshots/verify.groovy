import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def registry = context.registry
  def pushed = context.image.manifestDigest()

  ['1.1-SNAPSHOT', 'latest', '1'].each {
    assert registry.manifest('acme/app', it).get().digest() == pushed
    build.said("Pushed ${registry.hostAndPort()}/acme/app:$it@$pushed")
  }
  assert registry.manifest('acme/app', '1.0').get().digest() == context.before['1.0']
  build.neverSaid('[WARNING]')
}
return true
