package io.github.ocimaven.testing.registry;

import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Quirk;

/**
 * The differences of real registries from {@link EmbeddedRegistry}, as far as they matter to a
 * push, each with its source.
 */
public enum RealRegistry {
  /**
   * Amazon ECR.
   *
   * <ul>
   *   <li>PATCH returns 201, and its Range never grows
   *       (https://github.com/aws/containers-roadmap/issues/2831).
   *   <li>A Location has no query (https://github.com/openai/tart/issues/273).
   *   <li>If the repository does not exist, the connection is closed
   *       (https://github.com/aws/containers-roadmap/issues/1970).
   *   <li>A tag is immutable even for the same image
   *       (https://github.com/osscontainertools/kaniko/pull/204,
   *       https://github.com/aws/containers-roadmap/issues/2380).
   * </ul>
   */
  ECR {
    @Override
    void configure(EmbeddedRegistryBuilder registry) {
      registry
          .quirk(Quirks.patchAnswers(201))
          .quirk(Quirks.firstRangeStays())
          .quirk(Quirks.locations(location -> location.replace("?_state=", "~")))
          .quirk(
              Quirks.refuseUnknownRepositories(
                  request -> request.method().equals("POST"), Answer.dropConnection()));
    }

    @Override
    Quirk immutableTags() {
      return Quirks.refuseExistingTags(
          400,
          "TAG_INVALID",
          "The image tag '%1$s' already exists in the '%2$s' repository and cannot be overwritten"
              + " because the tag is immutable.",
          "null");
    }
  },

  /**
   * GitHub's ghcr.io.
   *
   * <ul>
   *   <li>A body with a Content-Range has 4 MiB at most
   *       (https://github.com/oras-project/rust-oci-client/issues/35), one without may have more
   *       (https://github.com/openai/tart/pull/179).
   *   <li>Locations are relative (https://github.com/apple/swift-container-plugin/pull/44).
   *   <li>It has no immutable tags; the refusal here is made up.
   * </ul>
   */
  GHCR {
    @Override
    void configure(EmbeddedRegistryBuilder registry) {
      registry
          .relativeLocations()
          .quirk(
              Quirks.refuse(
                  request ->
                      request.header("Content-Range").isPresent()
                          && Quirks.isLongerThan(4 << 20, request),
                  Answer.error(
                      416,
                      "REQUESTED_RANGE_NOT_SATISFIABLE",
                      "the request body is too large and exceeds the maximum permissible limit"
                          + " of 4.00MiB")));
    }

    @Override
    Quirk immutableTags() {
      return Quirks.refuseExistingTags(409, "CONFLICT", "tag %1$s is immutable", "null");
    }
  },

  /**
   * Azure Container Registry.
   *
   * <ul>
   *   <li>Bodies have a length, and those of a PUT at most some 20 MB
   *       (https://github.com/goharbor/harbor/pull/23016).
   *   <li>A tag can be locked (https://github.com/Azure/acr-cli/issues/70).
   * </ul>
   */
  ACR {
    @Override
    void configure(EmbeddedRegistryBuilder registry) {
      registry
          .quirk(
              Quirks.refuse(
                  Quirks::isWithoutLength,
                  Answer.error(400, "CONTENT_LENGTH_INVALID", "the content length is invalid")))
          .quirk(
              Quirks.refuse(
                  request ->
                      request.method().equals("PUT") && Quirks.isLongerThan(20_000_000, request),
                  Answer.status(413)));
    }

    @Override
    Quirk immutableTags() {
      return Quirks.refuseExistingTags(
          405,
          "REGISTRY_DISALLOWED_OPERATION",
          "The operation is disallowed on this registry, repository or image. View troubleshooting"
              + " steps at https://aka.ms/acr/faq/#why-does-my-pull-or-push-request-fail-with-disallowed-operation",
          "{}");
    }
  },

  /**
   * Sonatype Nexus.
   *
   * <ul>
   *   <li>Bodies have a length (https://github.com/sonatype/nexus-public/issues/1040).
   *   <li>With redeployment disabled, tags are immutable, and it says so in a detail
   *       (https://github.com/GoogleContainerTools/jib/issues/3057).
   * </ul>
   */
  NEXUS {
    @Override
    void configure(EmbeddedRegistryBuilder registry) {
      registry.quirk(
          Quirks.refuse(
              Quirks::isWithoutLength,
              Answer.error(411, "MANIFEST_INVALID", "manifest upload requires Content-Length")));
    }

    @Override
    Quirk immutableTags() {
      return Quirks.refuseExistingTags(
          400,
          "BLOB_UPLOAD_INVALID",
          "blob upload invalid",
          "\"Repository does not allow updating assets: docker-hosted\"");
    }
  },

  /**
   * Harbor.
   *
   * <ul>
   *   <li>A mount from a project that the user may not read is refused with 401, without beginning
   *       an upload (https://github.com/goharbor/harbor/issues/17097).
   *   <li>A tag may be immutable, even for the same image
   *       (https://github.com/goharbor/harbor/blob/main/src/server/middleware/immutable/pushmf.go).
   * </ul>
   */
  HARBOR {
    @Override
    void configure(EmbeddedRegistryBuilder registry) {
      registry.quirk(
          Quirks.refuseForeignMounts(
              request ->
                  Answer.error(401, "UNAUTHORIZED", "project not found: project not found")
                      .withHeader(
                          "WWW-Authenticate",
                          "Bearer realm=\"http://"
                              + request.header("Host").orElseThrow()
                              + "/token\",service=\"harbor-registry\"")));
    }

    @Override
    Quirk immutableTags() {
      return Quirks.refuseExistingTags(
          412,
          "PRECONDITION",
          "Failed to process request due to '%2$s:%1$s' configured as immutable.",
          "null");
    }
  },

  /**
   * Quay.
   *
   * <ul>
   *   <li>A mount names the source repository (https://github.com/quay/quay/pull/899).
   *   <li>A tag may be immutable (https://github.com/quay/quay/pull/1927, with the response of
   *       https://github.com/quay/quay/blob/master/endpoints/v2/errors.py).
   * </ul>
   */
  QUAY {
    @Override
    void configure(EmbeddedRegistryBuilder registry) {
      registry.quirk(
          Quirks.refuse(
              request ->
                  request.parameter("mount").isPresent() && request.parameter("from").isEmpty(),
              Answer.error(400, "INVALID_REQUEST", "Invalid request")));
    }

    @Override
    Quirk immutableTags() {
      return Quirks.refuseExistingTags(409, "TAG_ALREADY_EXISTS", "tag was already pushed", "{}");
    }
  },

  /**
   * JFrog Artifactory.
   *
   * <ul>
   *   <li>Missing content of a virtual repository is 403 if one of the repositories behind it is
   *       not readable (https://github.com/google/go-containerregistry/pull/1691).
   *   <li>A blob must be sent in a PATCH, not in the PUT
   *       (https://github.com/docker/buildx/issues/196).
   *   <li>A refusal to overwrite a tag does not say so
   *       (https://github.com/GoogleContainerTools/kaniko/issues/1095).
   * </ul>
   */
  ARTIFACTORY {
    @Override
    void configure(EmbeddedRegistryBuilder registry) {
      registry
          .quirk(
              Quirks.refuseAbsent(
                  Answer.error(
                      403, "UNAUTHORIZED", "The client does not have permission for manifest")))
          .quirk(
              Quirks.refuse(
                  request ->
                      request.method().equals("PUT")
                          && request.path().contains("/blobs/uploads/")
                          && Quirks.isLongerThan(0, request),
                  Answer.error(404, "BLOB_UNKNOWN", "blob unknown to registry")));
    }

    @Override
    Quirk immutableTags() {
      return Quirks.refuseExistingTags(
          403, "MANIFEST_INVALID", "manifest invalid", "{\"description\":\"HTTP 403 Forbidden\"}");
    }
  },

  /**
   * GitLab, whose tokens live for 5 minutes
   * (https://docs.gitlab.com/user/packages/container_registry/authenticate_with_container_registry):
   * all of them expire when the first layer's bytes arrive.
   */
  GITLAB {
    @Override
    void configure(EmbeddedRegistryBuilder registry) {
      registry.tokensExpireAt("PATCH");
    }

    @Override
    Quirk immutableTags() {
      return Quirks.refuseExistingTags(403, "DENIED", "tag %1$s is immutable", "null");
    }
  },

  /**
   * Docker Hub, as far as a double of its own name can go: a mount needs a token for both
   * repositories (https://github.com/oras-project/rust-oci-client/issues/235), and tags may be
   * immutable (https://github.com/docker/hub-feedback/issues/2466).
   */
  DOCKER_HUB {
    @Override
    Quirk immutableTags() {
      return Quirks.refuseExistingTags(
          403,
          "DENIED",
          "requested access to the resource is denied - This tag is already assigned to an image in"
              + " this repository and cannot be updated due to immutability settings. To push this"
              + " image, use a different tag.",
          "null");
    }
  },

  /**
   * Gitea.
   *
   * <ul>
   *   <li>An empty upload has no Range (https://github.com/go-gitea/gitea/pull/34795).
   *   <li>Names are OWNER/IMAGE (https://docs.gitea.com/usage/packages/container).
   *   <li>It has no immutable tags; the refusal here is made up.
   * </ul>
   */
  GITEA {
    @Override
    void configure(EmbeddedRegistryBuilder registry) {
      registry
          .quirk(Quirks.noEmptyRange())
          .quirk(Quirks.refuseNamesWithoutOwner(Answer.status(404)));
    }

    @Override
    Quirk immutableTags() {
      return Quirks.refuseExistingTags(409, "CONFLICT", "tag %1$s is immutable", "null");
    }
  },

  /**
   * Google Artifact Registry.
   *
   * <ul>
   *   <li>Uploads are not below /v2/ (https://github.com/oras-project/rust-oci-client/pull/175).
   *   <li>Tags may be immutable
   *       (https://cloud.google.com/artifact-registry/docs/docker/troubleshoot).
   * </ul>
   */
  GOOGLE_ARTIFACT_REGISTRY {
    @Override
    void configure(EmbeddedRegistryBuilder registry) {
      registry.quirk(Quirks.locations(location -> location.replace("/v2/", "/artifacts-uploads/")));
    }

    @Override
    Quirk immutableTags() {
      return Quirks.refuseExistingTags(
          400, "FAILED_PRECONDITION", "The repository has enabled tag immutability", "null");
    }
  },

  /** Pulp: PATCH returns 204 (https://github.com/pulp/pulp_container/issues/2199). */
  PULP {
    @Override
    void configure(EmbeddedRegistryBuilder registry) {
      registry.quirk(Quirks.patchAnswers(204));
    }

    @Override
    Quirk immutableTags() {
      return Quirks.refuseExistingTags(409, "CONFLICT", "tag %1$s is immutable", "null");
    }
  };

  /** Gives a registry the quirks of this one. */
  void configure(EmbeddedRegistryBuilder registry) {}

  /** The quirk that refuses to move a tag. */
  abstract Quirk immutableTags();
}
