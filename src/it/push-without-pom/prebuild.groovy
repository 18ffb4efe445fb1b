import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
context.image = build.layout('layout').layer('one').write()
context.registry = build.start('registry')
build.property('oci.source', 'layout')
build.property('oci.image', "${context.registry.hostAndPort()}/acme/app")
return true
