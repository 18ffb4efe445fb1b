mvn -B -ntp oci:push -Doci.source=docker-daemon:app:1.0.0
