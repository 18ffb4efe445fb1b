import static io.github.ocimaven.testing.registry.RealRegistry.*

import io.github.ocimaven.testing.registry.EmbeddedRegistry
import io.github.ocimaven.testing.tool.InvokerContext
import io.github.ocimaven.testing.tool.NamedRegistries

def build = InvokerContext.of(basedir, context)
context.image = build.layout('target/oci').layer('one').write()
context.registries = build.closeLater(NamedRegistries.start())

def basic = { quirks, user -> EmbeddedRegistry.builder().like(quirks).basicAuth(user, "pa55-of-$user") }
def token = { quirks, user, service ->
  EmbeddedRegistry.builder().like(quirks).bearerAuth(user, "pa55-of-$user").tokenService(service)
}
def start = { builder, String... names -> context.registries.start(builder, names) }

// Each requires the same login as the real registry, at the same point, with the same quirks.
context.doubles = [
  ghcr: start(token(GHCR, 'acme-bot', 'https://ghcr.io/token'), 'ghcr.io'),
  ecr: start(EmbeddedRegistry.builder().like(ECR).basicAuth('AWS', 'pa55-of-ecr'),
      '123456789012.dkr.ecr.eu-central-1.amazonaws.com'),
  gar: start(EmbeddedRegistry.builder().like(GOOGLE_ARTIFACT_REGISTRY)
      .bearerAuth('_dcgcloud_token', 'pa55-of-gcloud').bearerAuth('oauth2accesstoken', 'pa55-of-gcloud')
      .tokenService('https://europe-docker.pkg.dev/v2/token'), 'europe-docker.pkg.dev'),
  acr: start(EmbeddedRegistry.builder().like(ACR)
      .bearerAuth('00000000-aaaa-4bbb-8ccc-dddddddddddd', 'pa55-of-acr')
      .bearerAuth('00000000-0000-0000-0000-000000000000', 'pa55-of-az')
      .tokenService('https://acme.azurecr.io/oauth2/token'), 'acme.azurecr.io'),
  hub: start(token(DOCKER_HUB, 'acmebot', 'https://auth.docker.io/token'),
      'registry-1.docker.io', 'auth.docker.io'),
  gitlab: start(token(GITLAB, 'gitlab+deploy-token-1', 'https://gitlab.com/jwt/auth'),
      'registry.gitlab.com', 'gitlab.com'),
  harbor: start(token(HARBOR, 'robot$shop+ci', 'https://harbor.acme.example/service/token'),
      'harbor.acme.example'),
  quay: start(token(QUAY, 'acme+ci', 'https://quay.io/v2/auth'), 'quay.io'),
  artifactory: start(basic(ARTIFACTORY, 'ci-bot'), 'acme.jfrog.io'),
  nexus: start(basic(NEXUS, 'ci-bot'), 'nexus.acme.example:5000'),
  gitea: start(token(GITEA, 'ci-bot', 'https://gitea.acme.example/v2/token'), 'gitea.acme.example')
]
context.doubles.ecr.createRepository('app')
return true
