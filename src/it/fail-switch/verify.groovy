import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  build.failedWith(
      "Cannot understand dryRun 'yes'; it is one of: true, false",
      "Cannot understand pushAtEnd '1'; it is one of: true, false",
      "Cannot understand failOnWarnings ''; it is one of: true, false")
  build.said('Dry run, would push')
  build.neverSaid('Unable to parse configuration')
  assert context.registry.repositories().isEmpty()
}
return true
