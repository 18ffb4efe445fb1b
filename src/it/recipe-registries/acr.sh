export OCI_USERNAME=00000000-0000-0000-0000-000000000000
export OCI_PASSWORD="$(az acr login --name acme --expose-token --query accessToken --output tsv)"
mvn -B -ntp oci:push@acr
