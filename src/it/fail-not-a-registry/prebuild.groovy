import io.github.ocimaven.testing.registry.exchange.Answer
import io.github.ocimaven.testing.registry.exchange.Interceptor
import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
build.layout('target/oci').layer('one').write()
[ok: 200, 'not-found': 404].each { name, status ->
  context[name] = build.start(name)
  context[name].intercept(Interceptor.always(Answer.html(status, '<html>Welcome</html>')))
}
return true
