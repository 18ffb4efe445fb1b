import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def registry = context.registry
  def pushed = context.image.manifestDigest()
  def moved = "release tag ${registry.hostAndPort()}/acme/app:1.0 from ${context.before['1.0']} to $pushed"

  assert registry.manifest('acme/app', '1.0').get().digest() == pushed
  build.said("[WARNING] Dry run, would move the $moved", "[WARNING] Moved the $moved; to forbid this, set -Doci.overwrite=snapshots")
  assert build.log().count('Moved the release tag') == 1
  build.neverSaid('release tag latest')
}
return true
