mkdir -p target
buildctl build \
    --frontend dockerfile.v0 --opt filename=Containerfile \
    --local context=. --local dockerfile=. \
    --opt attest:provenance=mode=min \
    --output type=oci,dest=target/image.tar
mvn -B -ntp oci:push
