import io.github.ocimaven.testing.registry.EmbeddedRegistry
import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
build.layout('target/oci').layer('one').write()
def registries = EmbeddedRegistry.&builder
context.basic = build.start('basic', registries().basicAuth('ci', 'pa55word'))
context.bearer = build.start('bearer', registries().bearerAuth('ci', 'pa55word'))
context.server = build.start('server', registries().bearerAuth('ci', 's3ttings-pa55'))
context.identity = build.start('identity', registries().identityToken('refresh-t0ken'))
context.helped = build.start('helped', registries().basicAuth('ci', 'helper-pa55'))
context.variables = build.start('variables', registries().bearerAuth('ci', 'env-pa55'))
context.token = build.start('token', registries().registryToken('static-t0ken'))

def write(file, text) {
  file.parentFile.mkdirs()
  file.text = text
}
write(build.path('servers.xml').toFile(), """
<settings>
  <servers>
    <server>
      <id>${context.server.hostAndPort()}</id>
      <username>ci</username>
      <password>{RrQ7TZ1ePc0HoAdx8oXSoku+TWspViS5GfDboljhLNA=}</password>
    </server>
  </servers>
</settings>
""")
write(build.path('docker/config.json').toFile(), """
{
  "auths": {"${context.identity.hostAndPort()}": {"identitytoken": "refresh-t0ken"}},
  "credHelpers": {"${context.helped.hostAndPort()}": "it"}
}
""")
// Copying the test loses the permission.
build.path('bin/docker-credential-it').toFile().executable = true
return true
