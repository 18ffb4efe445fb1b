rm -rf target/oci
buildah build --isolation chroot --timestamp 0 --tag app .
buildah push app oci:target/oci
mvn -B -ntp oci:push
