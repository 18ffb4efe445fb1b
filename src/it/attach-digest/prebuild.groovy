import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
context.image = build.layout('app/target/oci').layer('one').write()
context.registry = build.start('registry')
build.property('repository', new File(basedir, 'target/repository').toURI().toString())
return true
