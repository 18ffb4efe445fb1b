import io.github.ocimaven.testing.registry.EmbeddedRegistry
import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
build.layout('target/oci').layer('one').write()
context.stored =
    build.start('stored', EmbeddedRegistry.builder().basicAuth('stored', 'pa55-of-the-file'))
context.helped =
    build.start('helped', EmbeddedRegistry.builder().basicAuth('helped', 'pa55-of-the-helper'))

def auth = 'stored:pa55-of-the-file'.bytes.encodeBase64()
def config = build.path('docker/config.json').toFile()
config.parentFile.mkdirs()
config.text = """
{
  "auths": {"${context.stored.hostAndPort()}": {"auth": "${auth}"}},
  "credHelpers": {"${context.helped.hostAndPort()}": "it"}
}
"""
// Copying the test loses the permission.
build.path('bin/docker-credential-it').toFile().executable = true
return true
