import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def registry = context.registry
  assert registry.tags('acme/app') == []
  assert registry.requests('PUT', '/manifests/1.0').size() == 3
  build.said('(500): attempt 2 of 3 in 0.0 s', '(500): attempt 3 of 3 in 0.0 s')
  build.failedWith(
      "Cannot put manifest 1.0 to ${registry.hostAndPort()}/acme/app: the registry responded with 500: UNKNOWN, out of memory",
      'gave up after 3 attempts in ')
}
return true
