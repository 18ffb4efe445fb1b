import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
build.layout('target/oci').layer('one').write()
// For plain HTTP a proxy is a server that receives whole URLs: this one responds as the registry itself.
context.proxy = build.start('proxy')

def settings = { exceptions -> """
<settings>
  <proxies>
    <proxy>
      <id>corp</id>
      <protocol>http</protocol>
      <host>127.0.0.1</host>
      <port>${context.proxy.port()}</port>
      <username>proxy-user</username>
      <password>{SXW617jeGvMHjaYwp7/NZbALgkxSs6w4uX7jBtndANc=}</password>
      <nonProxyHosts>${exceptions}</nonProxyHosts>
    </proxy>
  </proxies>
</settings>
""" }
build.path('proxies.xml').toFile().text = settings('*.example|localhost')
build.path('excepted.xml').toFile().text = settings('*.invalid')
return true
