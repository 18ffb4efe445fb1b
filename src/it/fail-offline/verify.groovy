import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.registry.requests() == []
  build.failedWith(
      "Cannot push to ${context.registry.hostAndPort()}/acme/app:1.0: Maven is offline; run it without -o"
          + " and without <offline> in settings.xml, or leave the push out with -Doci.skip=true")
}
return true
