package io.github.ocimaven.mojo;

import io.github.ocimaven.model.Target;
import io.github.ocimaven.mojo.annotation.ProjectAnnotations;
import io.github.ocimaven.mojo.log.CredentialLog;
import io.github.ocimaven.mojo.parameter.BuildProperties;
import io.github.ocimaven.mojo.parameter.DefaultTag;
import io.github.ocimaven.mojo.parameter.Destinations;
import io.github.ocimaven.mojo.parameter.GoalException;
import io.github.ocimaven.mojo.parameter.InsecureRule;
import io.github.ocimaven.mojo.parameter.SecretParameter;
import io.github.ocimaven.mojo.session.BuildSession;
import io.github.ocimaven.mojo.settings.ExplicitCredentials;
import io.github.ocimaven.mojo.settings.ServerCredentials;
import io.github.ocimaven.mojo.settings.SettingsPasswords;
import io.github.ocimaven.mojo.settings.SettingsProxies;
import io.github.ocimaven.registry.AccessSettings;
import io.github.ocimaven.registry.ConnectionSettings;
import io.github.ocimaven.registry.ProxyChooser;
import io.github.ocimaven.registry.RepositoryOpener;
import io.github.ocimaven.registry.TrustSettings;
import io.github.ocimaven.registry.UserEnvironment;
import io.github.ocimaven.registry.credentials.CredentialChain;
import io.github.ocimaven.registry.credentials.CredentialSource;
import io.github.ocimaven.registry.credentials.EnvironmentVariables;
import io.github.ocimaven.registry.jib.JibRepositories;
import io.github.ocimaven.registry.jib.StoredCredentials;
import io.github.ocimaven.registry.proxy.ConfiguredProxies;
import io.github.ocimaven.registry.proxy.EnvironmentProxies;
import io.github.ocimaven.registry.proxy.SystemProxies;
import io.github.ocimaven.registry.retry.RetryListener;
import io.github.ocimaven.registry.retry.RetrySettings;
import io.github.ocimaven.registry.retry.RetryingRepositories;
import io.github.ocimaven.registry.tls.CertificateDirectories;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.rtinfo.RuntimeInformation;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** Base of the goals that use registries: destinations, credentials, TLS, proxies and retries. */
abstract class AbstractRegistryMojo extends AbstractSourceMojo {

  /**
   * The destination: <code>HOST[:PORT]/REPOSITORY[:TAG]</code>. The default tag is the project's
   * version, with <code>_</code> in place of characters that a tag can't hold, or <code>latest
   * </code> without a project. At least one of <code>image</code> and <code>images</code> is
   * required.
   *
   * <p>Example: <code>ghcr.io/acme/app:1.0</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.image")
  private @Nullable String image;

  /**
   * More destinations, each in the form of <code>image</code>. Separate them by commas on the
   * command line.
   *
   * <p>Example: <code>docker.io/acme/app,ghcr.io/acme/app</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.images")
  private @Nullable List<String> images;

  /**
   * More tags for every destination. Separate them by commas on the command line.
   *
   * <p>Example: <code>latest,1</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.tags")
  private @Nullable List<String> tags;

  /**
   * The user name for all destinations; requires <code>password</code>. By default, credentials
   * come from the environment, from settings.xml, or from where Docker and Podman keep theirs.
   *
   * <p>Example: <code>ci-bot</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.username")
  private @Nullable String username;

  /**
   * The password or access token for all destinations. Set it as a property, which may refer to the
   * environment: <code>${env.REGISTRY_TOKEN}</code>. Other users of the machine can read it on the
   * command line. Do not put it in <code>&lt;configuration&gt;</code>: Maven itself prints the
   * configuration under <code>-X</code>.
   *
   * <p>Example: <code>&lt;oci.password&gt;${env.REGISTRY_TOKEN}&lt;/oci.password&gt;</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.password")
  private @Nullable PlexusConfiguration password;

  /**
   * A token that the registry itself accepts, as <code>Authorization: Bearer</code>. It can't be
   * combined with <code>username</code> and <code>password</code>. Most access tokens are passwords
   * instead. Like <code>password</code>, do not put it in <code>&lt;configuration&gt;</code>.
   *
   * <p>Example: <code>&lt;oci.token&gt;${env.REGISTRY_TOKEN}&lt;/oci.token&gt;</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.token")
  private @Nullable PlexusConfiguration token;

  /**
   * The id of the <code>&lt;server&gt;</code> in settings.xml that holds the user name and password
   * for all destinations. By default, the first of these ids that exists: the registry with the
   * repository, as in <code>ghcr.io/acme/app</code>, its parents, the registry with its port, its
   * host alone.
   *
   * <p>Example: <code>company-registry</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.serverId")
  private @Nullable String serverId;

  /**
   * Whether to allow plain HTTP and untrusted certificates: <code>true</code>, <code>false</code>,
   * or the registries (separated by commas) for which they are allowed. Never use this for a
   * registry that matters. A registry on a loopback address may use plain HTTP without it.
   *
   * <p>Example: <code>test-registry:5000</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.insecure", defaultValue = "false")
  private @Nullable String insecure;

  /**
   * PEM files of CA certificates to trust in addition to those of the JVM, of the system, and of
   * the <code>certs.d</code> folders of Docker and Podman. Separate them by commas on the command
   * line.
   *
   * <p>Example: <code>src/ci/company-ca.pem</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.caCertificates")
  private @Nullable List<File> caCertificates;

  /**
   * How many seconds, 1 or more, a registry may neither respond nor accept data before the request
   * counts as failed. It does not limit how long an upload takes as a whole. Connecting may take as
   * long, but at most 30 seconds.
   *
   * <p>Example: <code>300</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.timeout", defaultValue = "120")
  private int timeout;

  /**
   * How many times a request is attempted, 1 or more, if it fails for a reason that may be
   * temporary: the connection breaks, the registry does not respond, or it responds with 408, 425,
   * 429, 500, 502, 503 or 504. An upload that has made progress in between gets as many attempts
   * again. 429 counts only while nothing gets through to the registry.
   *
   * <p>Example: <code>10</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.retries", defaultValue = "5")
  private int retries;

  /**
   * The longest wait before another attempt, in seconds, 0 or more, even if the registry asks for a
   * longer one. The first wait lasts up to 2 seconds, the next up to 4, and so on. All waits of a
   * push together last at most 10 times <code>retries</code> times this value, where a pause of all
   * requests to a registry counts once.
   *
   * <p>Example: <code>60</code>
   *
   * @since 1.0.0
   */
  @Parameter(property = "oci.retryMaxDelay", defaultValue = "30")
  private int retryMaxDelay;

  @Inject private SettingsDecrypter settingsDecrypter;

  @Inject private RuntimeInformation runtime;

  @Parameter(defaultValue = "${settings}", readonly = true, required = true)
  private Settings settings;

  /** The user whose logins and proxies are used. Tests replace it. */
  private UserEnvironment user = UserEnvironment.current();

  /**
   * Returns the destinations.
   *
   * @throws GoalException if no destination is configured
   */
  final List<Target> targets() {
    String version = isStandalone() ? null : project().getVersion();
    return Destinations.parse(image, images, tags, new DefaultTag(version, getLog()::info));
  }

  /**
   * Determines the credentials and the connection settings for each destination. Sends no request.
   *
   * @param listener is notified of retries
   * @throws GoalException if a parameter is wrong
   */
  final RepositoryOpener registries(List<Target> targets, RetryListener listener) {
    requirePositive("timeout", timeout);
    requirePositive("retries", retries);
    requireAtLeast(0, "retryMaxDelay", retryMaxDelay);
    InsecureRule insecureRule = InsecureRule.parse(insecure, targets);
    CredentialChain chain = credentials();
    Map<Target, AccessSettings> accesses = new HashMap<>();
    for (Target target : targets) {
      boolean isInsecure = insecureRule.applies(target);
      if (isInsecure) {
        getLog()
            .warn(
                "insecure is set: plain HTTP and untrusted certificates are accepted for "
                    + target.registry());
      }
      accesses.put(target, new AccessSettings(chain.find(target), isInsecure));
    }
    ConnectionSettings connections =
        new ConnectionSettings(
            parallelism(),
            Duration.ofSeconds(timeout),
            "oci-maven-plugin/" + execution().getVersion(),
            trust(),
            proxies(),
            line -> getLog().debug(line));
    BuildSession shared = BuildSession.of(session());
    return new RetryingRepositories(
        new JibRepositories(connections, accesses::get, shared.connections()),
        new RetrySettings(retries, Duration.ofSeconds(retryMaxDelay)),
        parallelism(),
        listener,
        shared.limits());
  }

  /**
   * Returns the annotations of an image that the project's POM provides.
   *
   * @param wanted if false, the result is empty
   */
  final SortedMap<String, String> annotations(boolean wanted) {
    return wanted
        ? ProjectAnnotations.read(
            project(), new BuildProperties(session(), execution()), user, getLog())
        : new TreeMap<>();
  }

  private CredentialChain credentials() {
    List<CredentialSource> sources = new ArrayList<>();
    sources.add(
        ExplicitCredentials.of(
            Objects.requireNonNullElse(username, ""),
            SecretParameter.evaluate(password, session(), execution()),
            SecretParameter.evaluate(token, session(), execution())));
    sources.add(new EnvironmentVariables(user));
    sources.add(new ServerCredentials(settings, passwords(), serverId));
    sources.addAll(StoredCredentials.sources(user));
    return new CredentialChain(sources, new CredentialLog(getLog()));
  }

  private TrustSettings trust() {
    List<Path> authorities =
        caCertificates == null ? List.of() : caCertificates.stream().map(File::toPath).toList();
    return new TrustSettings(
        authorities, CertificateDirectories.of(user, UserEnvironment.isWindows()));
  }

  private SettingsPasswords passwords() {
    return new SettingsPasswords(settingsDecrypter, runtime.getMavenVersion());
  }

  /** Returns the proxies of settings.xml, of the JVM and of the environment. */
  final ProxyChooser proxies() {
    return new ConfiguredProxies(
        List.of(
            new SettingsProxies(settings, passwords()),
            new SystemProxies(System::getProperty),
            new EnvironmentProxies(name -> user.variable(name).orElse(null))));
  }
}
