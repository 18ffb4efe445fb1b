import io.github.ocimaven.testing.RequiredTools

// Buildah builds the image.
return RequiredTools.selectsBuildah(basedir.toPath())
