import groovy.json.JsonSlurper
import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def (config, layer) = context.image.blobDigests().collect { 'blobs/' + it.replace(':', '/') }
  def log = build.log().replaceAll(/\u001b\[[0-9;]*m/, '').readLines()
  def first = log.indexOf('[ERROR] blobs/sha256/left over')

  // Errors before warnings, each below its file.
  [
      '[ERROR] blobs/sha256/left over',
      '[ERROR]   L6: a name that is no digest; expected ',
      '[ERROR] index.json',
      '[ERROR]   I1 at /schemaVersion: 3; expected 2',
      '[ERROR]   I5 at /manifests/0/platform: ',
      "[ERROR] $config",
      '[ERROR]   D5: content with sha256:',
      '[WARNING] oci-layout',
      '[WARNING]   L2 at /imageLayoutVersion: "2.0.0"; expected ',
      "[WARNING] $layer",
      '[WARNING]   L7: no such file; expected ',
      '[INFO] Validated target/oci: 2 blobs (',
  ].eachWithIndex { line, i -> assert log[first + i].startsWith(line) }

  build.failedWith(
      'Cannot accept target/oci: 4 errors, 2 warnings; they are listed above and in'
          + ' target/oci-push/validation.json; build the image again or fix the tool that wrote it')

  def json = new JsonSlurper().parse(build.path('target/oci-push/validation.json'), 'UTF-8')
  assert !json.valid
  assert [json.errors, json.warnings, json.blobs] == [4, 2, 2]
  assert json.findings*.rule == ['L6', 'I1', 'I5', 'D5', 'L2', 'L7']
  assert json.findings*.severity == ['error'] * 4 + ['warning'] * 2
  assert json.findings[1] == [
      severity: 'error', rule: 'I1', file: 'index.json', pointer: '/schemaVersion',
      found: '3', expected: '2']

  // The push that is bound to deploy is never reached.
  assert context.registry.requests() == []
}
return true
