import io.github.ocimaven.testing.registry.exchange.Answer
import io.github.ocimaven.testing.registry.exchange.Interceptor
import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
build.layout('target/oci').randomLayer(10_000, 1).write()
context.registry = build.start('registry')
context.registry.intercept(
    Interceptor.on('PUT', '/manifests/1.0', Answer.error(500, 'UNKNOWN', 'out of memory')))
return true
