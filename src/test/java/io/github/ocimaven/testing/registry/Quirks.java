package io.github.ocimaven.testing.registry;

import com.sun.net.httpserver.Headers;
import io.github.ocimaven.testing.registry.exchange.Answer;
import io.github.ocimaven.testing.registry.exchange.Quirk;
import io.github.ocimaven.testing.registry.exchange.RegistryRequest;
import io.github.ocimaven.testing.registry.exchange.RegistryStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The quirks that {@link RealRegistry} combines. */
final class Quirks {

  private static final String CONTENT_LENGTH = "Content-Length";

  private Quirks() {}

  /** Refuses requests of one kind, always with the same response. */
  static Quirk refuse(Predicate<RegistryRequest> kind, Answer answer) {
    return new Quirk() {
      @Override
      public Optional<Answer> refusal(
          RegistryRequest request, String name, String reference, RegistryStore store) {
        return kind.test(request) ? Optional.of(answer) : Optional.empty();
      }
    };
  }

  /** Refuses repositories that were not created. */
  static Quirk refuseUnknownRepositories(Predicate<RegistryRequest> kind, Answer answer) {
    return new Quirk() {
      @Override
      public Optional<Answer> refusal(
          RegistryRequest request, String name, String reference, RegistryStore store) {
        return kind.test(request) && store.find(name).isEmpty()
            ? Optional.of(answer)
            : Optional.empty();
      }
    };
  }

  /** Refuses repositories whose names have no slash. */
  static Quirk refuseNamesWithoutOwner(Answer answer) {
    return new Quirk() {
      @Override
      public Optional<Answer> refusal(
          RegistryRequest request, String name, String reference, RegistryStore store) {
        return name.contains("/") ? Optional.empty() : Optional.of(answer);
      }
    };
  }

  /** Refuses mounts from repositories with another first segment in their names. */
  static Quirk refuseForeignMounts(Function<RegistryRequest, Answer> answer) {
    return new Quirk() {
      @Override
      public Optional<Answer> refusal(
          RegistryRequest request, String name, String reference, RegistryStore store) {
        return request
            .parameter("from")
            .filter(source -> !project(source).equals(project(name)))
            .map(source -> answer.apply(request));
      }
    };
  }

  private static String project(String name) {
    return name.substring(0, Math.max(0, name.indexOf('/')));
  }

  /** Refuses reads of missing content with a status other than 404. */
  static Quirk refuseAbsent(Answer answer) {
    return new Quirk() {
      @Override
      public Optional<Answer> refusal(
          RegistryRequest request, String name, String reference, RegistryStore store) {
        boolean known =
            store.blob(name, reference).isPresent()
                || store.find(name).flatMap(found -> found.manifest(reference)).isPresent();
        boolean content =
            request.path().endsWith("/blobs/" + reference)
                || request.path().endsWith("/manifests/" + reference);
        return request.reads() && content && !known ? Optional.of(answer) : Optional.empty();
      }
    };
  }

  /**
   * Refuses manifests for existing tags, even for the same manifest.
   *
   * @param words may name the tag ({@code %1$s}) and the repository ({@code %2$s})
   * @param detail a JSON value
   */
  static Quirk refuseExistingTags(int status, String code, String words, String detail) {
    return new Quirk() {
      @Override
      public Optional<Answer> refusal(
          RegistryRequest request, String name, String reference, RegistryStore store) {
        return request.method().equals("PUT")
                && store.find(name).filter(found -> found.tags().contains(reference)).isPresent()
            ? Optional.of(
                Answer.json(
                    status,
                    "{\"errors\":[{\"code\":\"%s\",\"message\":\"%s\",\"detail\":%s}]}"
                        .formatted(code, words.formatted(reference, name), detail)))
            : Optional.empty();
      }
    };
  }

  /** Responds to a successful PATCH with a status other than 202. */
  static Quirk patchAnswers(int other) {
    return new Quirk() {
      @Override
      public int alter(RegistryRequest request, int status, Headers headers) {
        return request.method().equals("PATCH") && status == 202 ? other : status;
      }
    };
  }

  /** Writes the Locations of uploads in another form. */
  static Quirk locations(UnaryOperator<String> other) {
    return new Quirk() {
      @Override
      public int alter(RegistryRequest request, int status, Headers headers) {
        String location = headers.getFirst("Location");
        if (location != null && location.contains("/blobs/uploads/")) {
          headers.set("Location", other.apply(location));
        }
        return status;
      }
    };
  }

  /** Keeps the Range of an upload as it was after its first PATCH. */
  static Quirk firstRangeStays() {
    Map<String, String> first = new ConcurrentHashMap<>();
    return new Quirk() {
      @Override
      public int alter(RegistryRequest request, int status, Headers headers) {
        String range = headers.getFirst("Range");
        String upload = headers.getFirst("Docker-Upload-UUID");
        if (range != null && upload != null) {
          if (request.method().equals("PATCH")) {
            first.putIfAbsent(upload, range);
          }
          headers.set("Range", first.getOrDefault(upload, range));
        }
        return status;
      }
    };
  }

  /** Omits the Range while nothing has arrived. */
  static Quirk noEmptyRange() {
    return new Quirk() {
      @Override
      public int alter(RegistryRequest request, int status, Headers headers) {
        if ("0-0".equals(headers.getFirst("Range"))) {
          headers.remove("Range");
        }
        return status;
      }
    };
  }

  /** Responds to lookups and mounts of blobs as if they were there. */
  static Quirk claimBlobs() {
    return new Quirk() {
      @Override
      public Optional<Answer> refusal(
          RegistryRequest request, String name, String reference, RegistryStore store) {
        if (request.isHead() && request.path().endsWith("/blobs/" + reference)) {
          return Optional.of(Answer.status(200));
        }
        return request
            .parameter("mount")
            .map(
                digest ->
                    Answer.status(201).withHeader("Location", "/v2/" + name + "/blobs/" + digest));
      }
    };
  }

  /** Sends the elements of a header's list in a header each. */
  static Quirk splitHeader(String name) {
    return new Quirk() {
      @Override
      public int alter(RegistryRequest request, int status, Headers headers) {
        String list = headers.getFirst(name);
        if (list != null) {
          headers.put(name, List.of(list.split(", ", -1)));
        }
        return status;
      }
    };
  }

  /** Whether a request has a body and does not say how long it is. */
  static boolean isWithoutLength(RegistryRequest request) {
    return request.header("Transfer-Encoding").isPresent();
  }

  /** Whether a request has a body of more bytes, or may have. */
  static boolean isLongerThan(long bytes, RegistryRequest request) {
    return isWithoutLength(request)
        || request.header(CONTENT_LENGTH).map(Long::parseLong).orElse(0L) > bytes;
  }
}
