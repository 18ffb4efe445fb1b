export OCI_USERNAME=oauth2accesstoken
export OCI_PASSWORD="$(gcloud auth print-access-token)"
mvn -B -ntp oci:push@gar
