import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  def escape = '\u001b'
  def ours = { List lines -> lines.findAll { it =~ /Image target\/oci|Validated|Already there|Pushed|Uploaded/ } }
  def plain = build.log().readLines()
  def coloured = build.path('target/colours.log').toFile().readLines('UTF-8')

  assert ours(plain).size() == 4
  assert ours(plain).every { it.startsWith('[INFO] ') && !it.contains(escape) }
  // No live line, which would be overwritten again and again.
  assert !build.log().contains('\r')

  // Maven itself colors the level; the plugin's text has no colors.
  assert ours(coloured).size() == 4
  assert ours(coloured).every { it =~ /^\[$escape\S*INFO$escape\S*] [^$escape]+$/ }
}
return true
