import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.registry.repositories().size() == 20
  build.said('20 builds made 1 class loaders of the plugin, disposed of 0, and left ')
}
return true
