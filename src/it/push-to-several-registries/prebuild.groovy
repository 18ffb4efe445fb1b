import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
context.image = build.layout('target/oci').layer('one').write()
context.first = build.start('first')
context.second = build.start('second')
return true
