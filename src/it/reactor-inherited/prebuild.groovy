import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
['inherits', 'overrides'].each { build.layout("$it/target/images/app").layer(it).write() }
context.registry = build.start('registry')
return true
