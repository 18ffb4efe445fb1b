import io.github.ocimaven.testing.tool.InvokerContext

def userOf(request) {
  def header = request.header('Authorization').orElse('Basic ')
  new String(header.substring('Basic '.length()).decodeBase64()).split(':').first()
}

InvokerContext.of(basedir, context).withCloseable { build ->
  def registry = context.registry
  def host = registry.hostAndPort()
  def put = { repository, tag -> registry.requests('PUT', "${repository}/manifests/${tag}") }

  assert put('acme/app', 'by-registry').collect { userOf(it) } == ['ci']
  assert put('acme/team/app', 'by-registry').collect { userOf(it) } == ['team']
  assert put('acme/team/app', 'by-id').collect { userOf(it) } == ['ci']
  build.said(
      "[INFO] Credentials for ${host}/acme/app: <server> '${host}' in settings.xml",
      "[INFO] Credentials for ${host}/acme/team/app: <server> '${host}/acme/team' in settings.xml",
      "[INFO] Credentials for ${host}/acme/team/app: <server> 'company' in settings.xml")
  build.neverSaid('s3ttings-pa55', 'RrQ7TZ1ePc0HoAdx8oXSoku')
}
return true
