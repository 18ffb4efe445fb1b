package io.github.ocimaven.registry.tls;

import io.github.ocimaven.registry.UserEnvironment;
import io.github.ocimaven.registry.tls.file.CertificateFileException;
import io.github.ocimaven.registry.tls.file.CertificateFiles;
import io.github.ocimaven.registry.tls.file.ClientCertificate;
import io.github.ocimaven.text.IoFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of one registry below a directory such as {@code /etc/docker/certs.d}
 * (https://docs.docker.com/engine/security/certificates/): {@code *.crt} are CA certificates; a
 * {@code *.cert} and a {@code *.key} of the same name are a client certificate and its key.
 *
 * @param authorities the CA certificates
 * @param client the first client certificate, by name, that this user is allowed to read
 * @param unreadable client certificates and keys that this user is not allowed to read, or the
 *     folder, if this user is not allowed to list it; all are skipped, since Docker's daemon reads
 *     its own as root
 */
record CertificateFolder(
    List<X509Certificate> authorities, Optional<ClientCertificate> client, List<Path> unreadable) {

  /** Reads a client certificate and its key. */
  @FunctionalInterface
  interface ClientReader {
    ClientCertificate read(Path certificate, Path key);
  }

  private static final String AUTHORITY = ".crt";
  private static final String CERTIFICATE = ".cert";
  private static final String KEY = ".key";

  /** Copies the lists. */
  CertificateFolder {
    authorities = List.copyOf(authorities);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * Returns the folder of a registry, which need not exist.
   *
   * @param directory a directory such as {@code /etc/docker/certs.d}
   * @param registry {@code HOST[:PORT]}
   */
  static Path of(Path directory, String registry) {
    return directory.resolve(name(registry, UserEnvironment.isWindows()));
  }

  /** Windows does not allow a colon in a name; Docker omits it there. */
  static String name(String registry, boolean windows) {
    return windows ? registry.replace(":", "") : registry;
  }

  /**
   * Reads a folder.
   *
   * @param folder a folder; one that is missing, or that this user is not allowed to see or list,
   *     counts as empty
   * @throws CertificateFileException if the folder can't be listed for another reason, a readable
   *     file in it is unusable, or one file of a pair is missing
   */
  static CertificateFolder read(Path folder) {
    return read(folder, ClientCertificate::read);
  }

  static CertificateFolder read(Path folder, ClientReader reader) {
    List<X509Certificate> authorities = new ArrayList<>();
    Optional<ClientCertificate> client = Optional.empty();
    List<Path> unreadable = new ArrayList<>();
    for (Path file : list(folder, unreadable)) {
      if (hasSuffix(file, AUTHORITY)) {
        authorities.addAll(CertificateFiles.read("the CA certificates", file));
      } else if (hasSuffix(file, KEY)) {
        requirePartner("the key", file, sibling(file, KEY, CERTIFICATE), addCertificate(file));
      } else if (hasSuffix(file, CERTIFICATE)) {
        Path key = sibling(file, CERTIFICATE, KEY);
        requirePartner(
            "the client certificate",
            file,
            key,
            "add it, or, if these are CA certificates, rename the file to end with " + AUTHORITY);
        client = client.or(() -> readIfAllowed(reader, file, key, unreadable));
      }
    }
    return new CertificateFolder(authorities, client, unreadable);
  }

  private static Optional<ClientCertificate> readIfAllowed(
      ClientReader reader, Path certificate, Path key, List<Path> unreadable) {
    try {
      return Optional.of(reader.read(certificate, key));
    } catch (CertificateFileException e) {
      if (e.getCause() instanceof AccessDeniedException denied) {
        unreadable.add(Path.of(denied.getFile()));
        return Optional.empty();
      }
      throw e;
    }
  }

  private static List<Path> list(Path folder, List<Path> unreadable) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (AccessDeniedException e) {
      unreadable.add(folder);
      return List.of();
    } catch (IOException e) {
      throw new CertificateFileException(
          "the certificates", folder, IoFailure.explain(e) + "; check the folder", e);
    }
  }

  private static void requirePartner(String what, Path file, Path partner, String remedy) {
    // A link may point to a file that exists but that this user is not allowed to see.
    if (Files.notExists(partner)) {
      throw new CertificateFileException(
          what, file, "there is no " + partner.getFileName() + " beside it; " + remedy, null);
    }
  }

  private static String addCertificate(Path key) {
    Path authority = sibling(key, KEY, AUTHORITY);
    return Files.exists(authority)
        ? "rename "
            + authority.getFileName()
            + " to "
            + sibling(key, KEY, CERTIFICATE).getFileName()
        : "add it";
  }

  private static boolean hasSuffix(Path file, String suffix) {
    return file.toString().endsWith(suffix);
  }

  private static Path sibling(Path file, String suffix, String other) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.length() - suffix.length()) + other);
  }
}
