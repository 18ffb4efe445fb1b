import io.github.ocimaven.testing.registry.EmbeddedRegistry
import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
build.layout('target/oci').layer('one').write()
def registry = build.start('registry', EmbeddedRegistry.builder().basicAuth('ci', 's3ttings-pa55'))
context.registry = registry

// Encrypted by mvnenc of Maven 4 with the master password that invoker.properties sets.
def encrypted = '{[name=master,cipher=AES/GCM/NoPadding,version=4.1]' +
    'foPY6ZS5awuAt50FdeqQSS1EPF8nXCODOh0d1U7NfaT/cOEHPb+ukK3LtvHRu9ukf87x/QYaxJMo}'
build.path('servers.xml').toFile().text = """
<settings>
  <servers>
    <server>
      <id>${registry.hostAndPort()}</id>
      <username>ci</username>
      <password>${encrypted}</password>
    </server>
  </servers>
</settings>
"""
return true
