import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def login = 'proxy-user:pr0xy-pa55'.bytes.encodeBase64().toString()

  assert context.proxy.tags('acme/app') == ['1.0']
  assert context.proxy.requests('PUT', '/manifests/').collect {
    it.header('Proxy-Authorization').orElse('') } == ["Basic ${login}"]
  build.said("[DEBUG] registry.invalid:5000 through the proxy 127.0.0.1:${context.proxy.port()}, <proxy> 'corp' in",
      'the host of registry.invalid:5000 is unknown')
  build.neverSaid('pr0xy-pa55', 'SXW617jeGvMHjaYwp7', login)
}
return true
