import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.registry.manifest('acme/app', '1.0').get().bytes() == context.image.manifestBytes()
  assert new File(basedir, 'target/repository/com/example/deploy-both/1.0/deploy-both-1.0.pom').exists()
  // Within a phase, in the order of the POM: artifacts first, since a repository keeps what it has received.
  assert build.log().indexOf(':deploy (default-deploy)') < build.log().indexOf(':push (default)')
}
return true
