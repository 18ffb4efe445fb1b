package io.github.ocimaven.registry.jib;

import com.google.api.client.http.HttpStatusCodes;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import io.github.ocimaven.document.Documents;
import io.github.ocimaven.document.Findings;
import io.github.ocimaven.document.ImageIndex;
import io.github.ocimaven.model.Descriptor;
import io.github.ocimaven.model.Digest;
import io.github.ocimaven.model.MediaType;
import io.github.ocimaven.registry.jib.auth.RegistryHttp;
import io.github.ocimaven.registry.jib.http.BadAnswerException;
import io.github.ocimaven.registry.jib.http.WireRequest;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The referrers of a repository's manifests, a list in pages (distribution-spec, "Listing
 * Referrers").
 *
 * @param repository the repository's name
 */
record ReferrerList(RegistryHttp http, String repository) {

  private static final int MAX_PAGES = 1_000;

  private static final Pattern NEXT =
      Pattern.compile("<([^>]*)>(?:[^,<]*;)?\\s*rel\\s*=\\s*\"?next\"?", Pattern.CASE_INSENSITIVE);

  /** The content of one response. */
  private record Page(List<Descriptor> referrers, Optional<URL> next) {}

  /**
   * Reads all pages.
   *
   * @param subject the digest of a manifest
   * @return the referrers, or empty if the registry does not support the referrers API
   * @throws BadAnswerException if a page is not valid, or the list never ends
   * @throws IOException if there is no response
   */
  Optional<List<Descriptor>> of(Digest subject) throws IOException {
    URL first = http.url(repository + "/referrers/" + subject);
    Optional<Page> page = firstPage(first);
    if (page.isEmpty()) {
      return Optional.empty();
    }
    List<Descriptor> referrers = new ArrayList<>(page.get().referrers());
    Set<String> read = new HashSet<>(Set.of(first.toString()));
    while (page.flatMap(Page::next).isPresent()) {
      URL next = page.flatMap(Page::next).orElseThrow();
      if (!read.add(next.toString()) || read.size() > MAX_PAGES) {
        throw new BadAnswerException("its list of referrers never ends");
      }
      page = read(next);
      if (page.isEmpty()) {
        throw new BadAnswerException("a page of its list of referrers is not an image index");
      }
      referrers.addAll(page.get().referrers());
    }
    return Optional.of(List.copyOf(referrers));
  }

  /**
   * Registries that implement an older specification do not know the path, and respond in various
   * ways.
   */
  private Optional<Page> firstPage(URL url) throws IOException {
    try {
      return read(url);
    } catch (ResponseException e) {
      if (e.getStatusCode() == HttpStatusCodes.STATUS_CODE_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Returns empty if the response is not an image index but, for example, a web page. */
  private Optional<Page> read(URL url) throws IOException {
    WireRequest request = WireRequest.of("GET", url).accepting(MediaType.OCI_INDEX.name());
    try (Response response = http.send(request)) {
      byte[] bytes = response.getBody().readNBytes(Documents.MAX_BYTES + 1);
      if (bytes.length > Documents.MAX_BYTES) {
        throw new BadAnswerException("a page of its list of referrers is longer than 4 MiB");
      }
      if (!ManifestType.of(response.getHeader("Content-Type"), bytes).equals(MediaType.OCI_INDEX)) {
        return Optional.empty();
      }
      return Optional.of(new Page(index(bytes).manifests(), next(url, response.getHeader("Link"))));
    }
  }

  private static ImageIndex index(byte[] bytes) throws BadAnswerException {
    Findings findings = new Findings();
    Optional<ImageIndex> index =
        Documents.readIndex("referrers", MediaType.OCI_INDEX, bytes, findings);
    if (findings.hasErrors() || index.isEmpty()) {
      throw new BadAnswerException(
          "its list of referrers is not valid: " + findings.all().get(0).withoutFile());
    }
    return index.get();
  }

  /** Parses the link to the next page (RFC 8288), which may be relative to this one. */
  private static Optional<URL> next(URL page, List<String> links) throws BadAnswerException {
    for (String link : links) {
      Matcher matcher = NEXT.matcher(link);
      if (matcher.find()) {
        return Optional.of(resolve(page, matcher.group(1)));
      }
    }
    return Optional.empty();
  }

  /** No response may direct a request with our credentials to another host. */
  private static URL resolve(URL page, String link) throws BadAnswerException {
    try {
      // Java would drop the last segment of the path; RFC 3986, section 5.2.2, keeps it.
      URL next = new URL(page, link.startsWith("?") ? page.getPath() + link : link);
      if (next.getProtocol().equals(page.getProtocol())
          && next.getAuthority().equalsIgnoreCase(page.getAuthority())) {
        return next;
      }
      throw new BadAnswerException("the next page of its list of referrers is on another host");
    } catch (MalformedURLException e) {
      throw new BadAnswerException(
          "the link to the next page of its list of referrers is not a URL");
    }
  }
}
