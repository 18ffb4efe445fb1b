import groovy.json.JsonSlurper
import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  build.failedWith(
      'L2 at /imageLayoutVersion: "2.0.0"; expected ',
      'Cannot accept target/oci: 1 warning, and failOnWarnings is set; it is listed above and in'
          + ' target/oci-push/validation.json; build the image again or fix the tool that wrote it')

  def json = new JsonSlurper().parse(build.path('target/oci-push/validation.json'), 'UTF-8')
  assert json.valid
  assert json.warnings == 1
}
return true
