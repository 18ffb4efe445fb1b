import io.github.ocimaven.testing.registry.exchange.Answer
import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
build.layout('target/oci').randomLayer(10_000, 1).write()
context.registry = build.start('registry')
context.registry.intercept { request ->
  def length = request.header('Content-Length').map(Long::parseLong).orElse(0)
  length < 10_000
      ? Optional.empty()
      : Optional.of(Answer.html(413, '<html>413 Request Entity Too Large</html>'))
}
return true
