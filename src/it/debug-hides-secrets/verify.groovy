import groovy.io.FileType
import io.github.ocimaven.testing.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def registries = [context.basic, context.bearer]
  def requests = registries.collectMany { it.requests() }
  def authorizations = requests.collectMany { it.header('Authorization').stream().toList() }.unique()
  def states = requests*.query().collectMany { (it =~ /_state=(\w+)/).collect { it[1] } }
  def secrets = ['pa55word', 'Authorization'] + authorizations*.split(' ')*.last() + states

  // There was something to hide, of all kinds.
  assert registries.every { it.tags('acme/app') == ['1.0', 'from-command-line', 'from-environment'] }
  assert authorizations*.split(' ')*.first().unique().sort() == ['Basic', 'Bearer']
  assert states

  build.neverSaid(*secrets)
  build.path('target').toFile().eachFileRecurse(FileType.FILES) { file ->
    secrets.each { assert !file.getText('ISO-8859-1').contains(it) }
  }

  registries.each {
    build.said("[DEBUG] HEAD ${it.url()}/v2/acme/app/manifests/1.0 404 (")
    assert build.log() =~ "\\[DEBUG] PUT ${it.url()}/v2/acme/app/manifests/1.0 201 \\(\\d+ ms\\)"
  }
  build.said("[DEBUG] GET ${context.bearer.url()}/token")
}
return true
