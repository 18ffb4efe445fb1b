import io.github.ocimaven.testing.tool.CiShell
import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def repositories = [ghcr: 'acme/app', ecr: 'app', gar: 'acme-project/images/app', acr: 'app',
      hub: 'acme/app', gitlab: 'acme/app', harbor: 'shop/app', quay: 'acme/app',
      artifactory: 'docker-local/app', nexus: 'app', gitea: 'acme/app']
  assert repositories.keySet() == context.doubles.keySet()
  def arrived = { id -> context.doubles[id].manifest(repositories[id], '1.0').map { it.digest() }.orElse(null) }
  def shell = { CiShell.of(build, localRepositoryPath).reach(context.registries) }

  // One build, several executions: the logins are those of settings.xml, of helpers, and of a Docker config.
  def all = shell().servers(build.path('settings.xml')).variable('DOCKER_CONFIG', build.path('docker').toString())
  [GHCR_TOKEN: 'acme-bot', ACR_PASSWORD: 'acr', HUB_TOKEN: 'acmebot', GITLAB_TOKEN: 'gitlab+deploy-token-1',
      HARBOR_SECRET: 'robot$shop+ci', QUAY_TOKEN: 'acme+ci', ARTIFACTORY_TOKEN: 'ci-bot',
      NEXUS_PASSWORD: 'ci-bot', GITEA_TOKEN: 'ci-bot'].each { name, owner ->
    all.variable(name, "pa55-of-$owner")
  }
  all.run(build.path('publish.sh').toFile().text, '-e')
  repositories.keySet().each { assert arrived(it) == context.image.manifestDigest() : it }

  // The command-line tools of the clouds print a password that is valid for some hours.
  [ecr: 'AWS', gar: 'oauth2accesstoken', acr: '00000000-0000-0000-0000-000000000000'].each { id, user ->
    context.doubles[id].deleteManifest(repositories[id], context.image.manifestDigest())
    assert arrived(id) == null
    shell().run(build.path("${id}.sh").toFile().text, '-e')
    assert arrived(id) == context.image.manifestDigest() : id
    assert context.doubles[id].requests().any {
      def login = it.header('Authorization').orElse('')
      login.startsWith('Basic ') && new String(login.substring(6).decodeBase64()).startsWith("$user:")
    } : id
  }
  build.neverSaid('pa55-of-')
}
return true
