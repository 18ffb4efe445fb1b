import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def registry = context.registry
  def pushed = { round -> context.images.keySet().findAll { registry.manifest("$round/$it", '1.0').present } as List }
  assert pushed('one') == ['single', 'app', 'sidecar']
  assert pushed('parallel') == ['single', 'app', 'sidecar']
  assert pushed('selected') == ['single']
  assert pushed('selected-also') == ['app', 'sidecar']
  // If one push fails, those after it are left out.
  assert pushed('unreachable') == ['single']
  def rounds = registry.requests()*.path().collect { it.split('/') }.findAll { it.length > 2 }*.getAt(2)
  assert !rounds.any { it.startsWith('failing') }
  assert registry.requests().every { !it.path().contains('/skipping/') }

  def builds = build.log().split('Scanning for projects').tail()
  assert builds.length == 8
  builds[0].with {
    def last = indexOf(':validate (default) @ last')
    assert last > 0 && indexOf('Pushing ') > 0 && indexOf('waits until every module has been built') < last
    assert indexOf('All modules of this build are built: pushing 3 images') > last
    assert indexOf('Pushed ') > last && indexOf('BUILD SUCCESS') > indexOf('Pushed ')
  }
  assert builds[1].contains('All modules of this build are built: pushing 3 images')
  assert builds[3].contains('The build failed, so nothing is pushed: ')
  assert builds[4].contains('The build failed, so nothing is pushed: ')
  builds[5].with {
    assert contains('BUILD FAILURE')
    assert contains(':push (app) on project several: Cannot ')
    assert contains('Not pushed after that failure: ') && contains('/unreachable/sidecar:1.0')
    assert contains('troubleshooting.html#unreachable')
    assert it =~ /several .*FAILURE/
  }

  // Each execution has its own results.
  ['app', 'sidecar'].each {
    assert new File(basedir, "several/target/oci-push/$it/image.digest").text == context.images[it].manifestDigest()
  }
}
return true
