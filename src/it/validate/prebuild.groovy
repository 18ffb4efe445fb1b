import io.github.ocimaven.testing.InvokerContext

def build = InvokerContext.of(basedir, context)
context.image = build.layout('target/oci').layer('one').layer('two').write()
return true
