import io.github.ocimaven.testing.RequiredTools

// Buildah builds the image. Where it is required, its absence makes the build fail.
return RequiredTools.isOnPath('buildah') || Boolean.getBoolean('realRegistries.required')
