bazel build //:image
rm -rf target/oci && mkdir -p target
cp -RL bazel-bin/image target/oci
chmod -R u+w target/oci
mvn -B -ntp oci:push
