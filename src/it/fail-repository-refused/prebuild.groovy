import io.github.ocimaven.testing.registry.exchange.Answer
import io.github.ocimaven.testing.registry.exchange.Interceptor
import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
build.layout('target/oci').layer('one').write()
context.registry = build.start('registry')
context.registry.intercept(Interceptor.on('POST', '/acme/not-allowed/',
    Answer.error(400, 'NAME_INVALID', 'invalid repository name')))
context.registry.intercept(Interceptor.on('POST', '/acme/not-created/',
    Answer.error(404, 'NAME_UNKNOWN', 'repository name not known to registry')))
return true
