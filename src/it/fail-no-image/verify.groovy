import io.github.ocimaven.testing.tool.InvokerContext

InvokerContext.of(basedir, context).withCloseable { build ->
  build.failedWith(
      "Cannot push: no destination is given; set 'image' in the plugin's configuration, or"
          + " -Doci.image=HOST[:PORT]/REPOSITORY[:TAG], for example -Doci.image=ghcr.io/acme/app:1.0")
}
return true
