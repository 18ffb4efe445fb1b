import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.registry.repositories().isEmpty()
  build.failedWith(
      "the registry refused the repository acme/not-allowed (400: NAME_INVALID, invalid repository name)",
      "the registry refused the repository acme/not-created (404: NAME_UNKNOWN, repository name not",
      "; check its name, and create it or its project first if the registry requires that")
}
return true
