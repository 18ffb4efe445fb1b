import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.registry.tags('acme/app') == []
  build.failedWith(
      "it is larger than the registry, or a proxy in front of it, allows (413",
      "); raise that limit (client_max_body_size for nginx) or make the layer smaller")
}
return true
