import io.github.ocimaven.testing.tool.RequiredTools

// Buildah builds the image.
return RequiredTools.selectsBuildah(basedir.toPath())
