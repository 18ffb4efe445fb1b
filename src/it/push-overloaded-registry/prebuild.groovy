import io.github.ocimaven.testing.registry.exchange.Answer
import io.github.ocimaven.testing.registry.exchange.Interceptor
import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
context.image = build.layout('target/oci').randomLayer(10_000, 1).write()
context.registry = build.start('registry')
def overloaded = Answer.error(503, 'UNAVAILABLE', 'come back').withHeader('Retry-After', '1')
context.registry.intercept(Interceptor.times(1, Interceptor.on('PUT', '/blobs/uploads/', overloaded)))
context.registry.intercept(
    Interceptor.times(1, Interceptor.on('PUT', '/manifests/1.0', Answer.dropConnection())))
return true
