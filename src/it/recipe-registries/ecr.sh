export OCI_USERNAME=AWS
export OCI_PASSWORD="$(aws ecr get-login-password --region eu-central-1)"
mvn -B -ntp oci:push@ecr
