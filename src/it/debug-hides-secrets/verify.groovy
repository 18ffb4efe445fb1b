import groovy.io.FileType
import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def tags = [
      basic: ['1.0', 'from-command-line', 'from-environment'],
      bearer: ['1.0', 'from-command-line', 'from-environment'],
      server: ['1.0', 'stored'],
      identity: ['1.0', 'stored'],
      helped: ['1.0', 'stored'],
      variables: ['1.0', 'variables'],
      token: ['1.0', 'token']]
  def registries = tags.keySet().collect { context[it] }
  def requests = registries.collectMany { it.requests() }
  def authorizations = requests.collectMany { it.header('Authorization').stream().toList() }.unique()
  def states = requests*.query().collectMany { (it =~ /_state=(\w+)/).collect { it[1] } }
  def given = ['pa55word', 's3ttings-pa55', 'RrQ7TZ1ePc0HoAdx8oXSoku', 'refresh-t0ken', 'helper-pa55',
      'env-pa55', 'static-t0ken', 'wr0ng-pa55', 'expired-t0ken']
  def secrets = given + ['Authorization'] + authorizations*.split(' ')*.last() + states

  // Secrets of all kinds were in use.
  tags.each { name, expected -> assert context[name].tags('acme/app') == expected }
  assert authorizations*.split(' ')*.first().unique().sort() == ['Basic', 'Bearer']
  assert context.identity.requests('POST', '/token')
  assert states

  build.neverSaid(*secrets)
  build.path('target').toFile().eachFileRecurse(FileType.FILES) { file ->
    secrets.each { assert !file.getText('ISO-8859-1').contains(it) }
  }

  [context.basic, context.bearer].each {
    build.said("[DEBUG] HEAD ${it.url()}/v2/acme/app/manifests/1.0 404 (")
    assert build.log() =~ "\\[DEBUG] PUT ${it.url()}/v2/acme/app/manifests/1.0 201 \\(\\d+ ms\\)"
  }
  // Two registries get the wrong password at the same time, and the first to refuse it ends the push.
  assert build.log() =~ ('refused the credentials from the parameters'
      + '|gave no token: it responded with 401[^\n]+; the credentials came from the parameters')
  build.said('refused the token from the parameter')
  build.said("[DEBUG] GET ${context.bearer.url()}/token", "[DEBUG] POST ${context.identity.url()}/token")
}
return true
