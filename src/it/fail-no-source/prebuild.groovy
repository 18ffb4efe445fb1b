import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
context.registry = build.start('registry')
return true
