import io.github.ocimaven.testing.registry.EmbeddedRegistry
import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
build.layout('target/oci').layer('one').write()
def registry = build.start('registry',
    EmbeddedRegistry.builder().basicAuth('ci', 's3ttings-pa55').basicAuth('team', 'plain'))
context.registry = registry

def host = registry.hostAndPort()
build.path('servers.xml').toFile().text = """
<settings>
  <servers>
    <server>
      <id>${host}</id>
      <username>ci</username>
      <password>{RrQ7TZ1ePc0HoAdx8oXSoku+TWspViS5GfDboljhLNA=}</password>
    </server>
    <server>
      <id>${host}/acme/team</id>
      <username>team</username>
      <password>plain</password>
    </server>
    <server>
      <id>company</id>
      <username>ci</username>
      <password>{RrQ7TZ1ePc0HoAdx8oXSoku+TWspViS5GfDboljhLNA=}</password>
    </server>
  </servers>
</settings>
"""
return true
