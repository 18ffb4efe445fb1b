import io.github.ocimaven.testing.tool.InvokerContext

def build = InvokerContext.of(basedir, context)
def modules = (1..50).collect { "module-$it".toString() }
context.images = modules.collectEntries { module ->
  def image = build.layout("$module/target/oci")
  4.times { image.randomLayer(512 * 1024, it) }
  def written = image.layer("only in $module").write()
  new File(basedir, "$module/pom.xml").text = """\
      <project>
        <modelVersion>4.0.0</modelVersion>
        <parent>
          <groupId>com.example</groupId>
          <artifactId>push-reactor</artifactId>
          <version>1.0</version>
        </parent>
        <artifactId>$module</artifactId>
        <packaging>pom</packaging>
        <properties>
          <oci.skip>false</oci.skip>
        </properties>
      </project>
      """.stripIndent()
  [module, written]
}
def pom = new File(basedir, 'pom.xml')
pom.text = pom.text.replace('<modules>', '<modules>' + modules.collect { "<module>$it</module>" }.join())
context.registry = build.start('registry')
return true
