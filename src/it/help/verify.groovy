import groovy.xml.XmlSlurper
import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def descriptor = new XmlSlurper().parse(new File(basedir, '../../classes/META-INF/maven/plugin.xml'))
  def push = descriptor.mojos.mojo.find { it.goal == 'push' }
  def parameters = push.parameters.parameter.findAll { it.editable == 'true' }*.name*.text()
  def help = build.log().replace('[INFO] ', '')

  assert parameters.size() > 10
  parameters.each {
    // Its name, perhaps its default, its description, and how to set it with -D.
    assert help =~ /(?m)^    $it( \(Default: .+\))?\n      (?!User property|Example)\S.*\n(      .*\n)*      User property: oci\.$it$/
  }
}
return true
