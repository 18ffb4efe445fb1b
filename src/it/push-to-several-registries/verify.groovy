import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  assert context.first.tags('acme/app') == ['1', '1.0', 'latest']
  assert context.second.tags('mirror/app') == ['1', 'latest', 'stable']
  [[context.first, 'acme/app'], [context.second, 'mirror/app']].each { registry, repository ->
    registry.tags(repository).each { tag ->
      assert registry.manifest(repository, tag).get().bytes() == context.image.manifestBytes()
      build.said("Pushed ${registry.hostAndPort()}/$repository:$tag@${context.image.manifestDigest()}")
    }
  }
}
return true
