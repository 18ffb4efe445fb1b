import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.registry.tags('acme/app') == ['1.0']
  build.neverSaid('[WARNING]')
}
return true
