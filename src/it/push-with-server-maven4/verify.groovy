import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def host = context.registry.hostAndPort()
  assert context.registry.tags('acme/app') == ['1.0']
  build.said("[INFO] Credentials for ${host}/acme/app: <server> '${host}' in settings.xml")
  build.neverSaid('s3ttings-pa55', 'foPY6ZS5awuAt50FdeqQSS1EPF8')
}
return true
