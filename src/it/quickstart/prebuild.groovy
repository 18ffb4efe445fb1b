import io.github.ocimaven.testing.tool.InvokerContext

// A registry that lives as long as this test, on a free port of this machine.
context.registry = InvokerContext.of(basedir, context).start('registry')
println "A registry listens on ${context.registry.hostAndPort()}"
return true
