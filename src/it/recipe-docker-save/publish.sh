mkdir -p target
docker save --output target/image.tar app:1.0.0
mvn -B -ntp oci:push -Doci.source=target/image.tar
