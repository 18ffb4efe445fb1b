package io.github.ocimaven;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.ObjectCodec;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/**
 * Which package may use what. The picture behind the rules: {@code mojo} reads the configuration
 * and calls {@code push}, which carries out a {@code plan} for a {@code source} against a {@code
 * registry}, or {@code validate}, which reads everything in the plan; all of them speak in terms of
 * {@code model}; only {@code registry.jib} knows the HTTP library.
 */
@AnalyzeClasses(
    packages = {ArchitectureTest.BASE, ArchitectureTest.JIB_HTTP},
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ImportOption.DoNotIncludeJars.class,
    })
class ArchitectureTest {
  static final String BASE = "io.github.ocimaven";

  /** A package of jib-core. One class of ours is in it, to access package-private members. */
  static final String JIB_HTTP = "com.google.cloud.tools.jib.http";

  private static final String CONCURRENT = BASE + ".concurrent";
  private static final String FILE = BASE + ".file";
  private static final String JSON = BASE + ".json";
  private static final String MODEL = BASE + ".model";
  private static final String DOCUMENT = BASE + ".document";
  private static final String PROCESS = BASE + ".process";
  private static final String SOURCE = BASE + ".source";
  private static final String PLAN = BASE + ".plan";
  private static final String VALIDATE = BASE + ".validate";
  private static final String REGISTRY = BASE + ".registry";
  private static final String REGISTRY_CREDENTIALS = BASE + ".registry.credentials";
  private static final String REGISTRY_JIB = BASE + ".registry.jib";
  private static final String REGISTRY_PROXY = BASE + ".registry.proxy";
  private static final String REGISTRY_RETRY = BASE + ".registry.retry";
  private static final String REGISTRY_TLS = BASE + ".registry.tls";
  private static final String PUSH = BASE + ".push";
  private static final String MOJO = BASE + ".mojo";

  private static final String JACKSON = "com.fasterxml.jackson..";
  private static final String COMMONS_COMPRESS = "org.apache.commons.compress..";
  private static final String ZSTD = "com.github.luben.zstd..";

  private static final String TEXT = BASE + ".text";

  /** What every package may use. */
  private static final String[] EVERYWHERE = {
    "java..", "javax.crypto..", "javax.net..", "javax.security..", "org.jspecify..", TEXT
  };

  @ArchTest
  static final ArchRule textUsesOnlyTheJdk =
      onlyUses(TEXT, "every package builds messages with it: it must not know their subject");

  @ArchTest
  static final ArchRule modelUsesOnlyTheJdk =
      onlyUses(
          MODEL,
          "the model is plain values: move code that needs a library or another package out of it");

  @ArchTest
  static final ArchRule concurrentUsesOnlyModel =
      onlyUses(
          CONCURRENT, "it runs the tasks of other packages: it must not know what they do", MODEL);

  @ArchTest
  static final ArchRule fileUsesOnlyTheJdk =
      onlyUses(FILE, "it keeps files for other packages: it must not know their content");

  @ArchTest
  static final ArchRule processUsesOnlyTheJdk =
      onlyUses(PROCESS, "it runs any program: the caller interprets the output and reacts to it");

  @ArchTest
  static final ArchRule onlyProcessStartsPrograms =
      noClasses()
          .that()
          .resideOutsideOfPackage(PROCESS)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ProcessBuilder.class)
          .because(
              "a program needs a limit for its time and its output, and must not outlive an"
                  + " interruption: run a Program");

  @ArchTest
  static final ArchRule documentUsesJsonModelAndJackson =
      onlyUses(
          DOCUMENT,
          "it turns JSON into the model and nothing else: files belong in source, requests in"
              + " registry",
          JSON,
          MODEL,
          JACKSON);

  @ArchTest
  static final ArchRule jsonUsesOnlyJackson =
      onlyUses(
          JSON, "it reads and writes any tree: the meaning of one belongs to its callers", JACKSON);

  @ArchTest
  static final ArchRule nothingSetsUpAnObjectMapper =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ObjectCodec.class)
          .because("it would load 400 classes into each build: use JsonTree, of json");

  @ArchTest
  static final ArchRule sourceUsesModelDocumentProcessAndCompressionLibraries =
      onlyUses(
          SOURCE + "..",
          "it reads images from disk: let document parse JSON instead of using Jackson here, and"
              + " leave registries to push",
          CONCURRENT,
          FILE,
          MODEL,
          DOCUMENT,
          PROCESS,
          COMMONS_COMPRESS,
          ZSTD);

  @ArchTest
  static final ArchRule planUsesModelSourceAndDocument =
      onlyUses(
          PLAN,
          "a plan is worked out without any registry: code that needs a registry's response belongs in"
              + " push",
          MODEL,
          SOURCE,
          DOCUMENT);

  @ArchTest
  static final ArchRule validateUsesConcurrentModelDocumentSourceAndPlan =
      onlyUses(
          VALIDATE,
          "it checks an image on disk, without any network: rules for JSON belong in document, and"
              + " requests to a registry in push",
          CONCURRENT,
          MODEL,
          DOCUMENT,
          SOURCE,
          SOURCE + ".files",
          SOURCE + ".open",
          PLAN);

  @ArchTest
  static final ArchRule registryUsesOnlyModel =
      onlyUses(
          REGISTRY,
          "it is the seam between push and an HTTP library: put code that needs the library into"
              + " registry.jib, behind an interface of registry",
          MODEL);

  @ArchTest
  static final ArchRule registryProxyUsesModelAndRegistry =
      onlyUses(
          REGISTRY_PROXY,
          "it reads settings: Maven's part belongs in mojo, and the protocol of proxies in"
              + " registry.jib",
          MODEL,
          REGISTRY);

  @ArchTest
  static final ArchRule registryRetryUsesModelAndRegistry =
      onlyUses(
          REGISTRY_RETRY,
          "it decorates any registry: the exception must say what a failure means, which is"
              + " determined in registry.jib",
          MODEL,
          REGISTRY);

  @ArchTest
  static final ArchRule registryTlsUsesModelAndRegistry =
      onlyUses(
          REGISTRY_TLS + "..",
          "it knows certificates and keys, whatever library makes the connections: put code"
              + " that needs the library into registry.jib",
          MODEL,
          REGISTRY);

  @ArchTest
  static final ArchRule credentialsUseJsonModelProcessRegistryAndJackson =
      onlyUses(
          REGISTRY_CREDENTIALS,
          "it finds the credentials, without any network: requests to a cloud belong in"
              + " registry.jib",
          JSON,
          MODEL,
          PROCESS,
          REGISTRY,
          JACKSON);

  @ArchTest
  static final ArchRule pushUsesModelPlanRegistryAndSource =
      onlyUses(
          PUSH + "..",
          "it works with any registry and outside Maven: ask for an interface of registry, and let"
              + " mojo pass in values from Maven",
          CONCURRENT,
          MODEL,
          PLAN,
          REGISTRY,
          SOURCE,
          SOURCE + ".open");

  @ArchTest
  static final ArchRule registryJibUsesTheHttpLibrary =
      onlyUses(
          REGISTRY_JIB + "..",
          "it implements registry with jib-core and nothing else: pass everything else in"
              + " terms of model or registry",
          DOCUMENT,
          JSON,
          MODEL,
          REGISTRY,
          REGISTRY_CREDENTIALS,
          REGISTRY_TLS,
          REGISTRY_TLS + ".file",
          "com.google.cloud.tools.jib..",
          "com.google.api.client..",
          "org.apache.http..",
          JACKSON);

  @ArchTest
  static final ArchRule onlyRegistryJibKnowsTheHttpLibrary =
      noClasses()
          .that()
          .resideOutsideOfPackages(REGISTRY_JIB + "..", JIB_HTTP)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.google..", "org.apache.http..")
          .because(
              "the HTTP library must stay replaceable: use the interfaces of registry, and the JDK"
                  + " instead of Guava");

  @ArchTest
  static final ArchRule causesAreSearchedWhereALibraryBuriesThem =
      noClasses()
          .that()
          .resideOutsideOfPackage(REGISTRY_JIB + ".failure")
          .and()
          .doNotHaveSimpleName("TransportFailures") // what the libraries throw
          .and()
          .doNotHaveSimpleName("Failures") // whether a library quotes a URL
          .should()
          .dependOnClassesThat()
          .haveSimpleName("Causes")
          .because(
              "a failed request is a RequestFailure with fields: add the fact there, where the"
                  + " response is seen, instead of searching for it later");

  @ArchTest
  static final ArchRule nothingUsesMojo =
      noClasses()
          .that()
          .resideOutsideOfPackage(MOJO + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(MOJO + "..")
          .because(
              "the goals are on top: move code that others need down into the package it belongs"
                  + " to");

  @ArchTest
  static final ArchRule onlyMojoKnowsMaven =
      noClasses()
          .that()
          .resideOutsideOfPackage(MOJO + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.maven..",
              "org.codehaus.plexus..",
              "org.eclipse.aether..",
              "javax.inject..")
          .because(
              "everything below the goals runs and is tested without Maven: let the goal read the"
                  + " value and pass it down");

  @ArchTest
  static final ArchRule onlyMojoUsesTheConsole =
      noClasses()
          .that()
          .resideOutsideOfPackage(MOJO + "..")
          .should(ACCESS_STANDARD_STREAMS)
          .because("output goes through Maven's log: return the value or call a listener instead");

  @ArchTest
  static final ArchRule nothingUsesJavaUtilLogging =
      noClasses()
          .should(USE_JAVA_UTIL_LOGGING)
          .because(
              "it is not visible inside Maven: use the goal's log, or a listener below the goals");

  @ArchTest
  static void onlyOneClassSitsInJibsPackage(JavaClasses ours) {
    Stream<JavaClass> intruders =
        ours.stream().filter(resideInAPackage(JIB_HTTP)).filter(JavaClass::isTopLevelClass);
    assertThat(intruders.map(JavaClass::getSimpleName))
        .as(
            "top-level classes of ours in %s: it is a way around jib-core's visibility, so keep it to"
                + " one small class and put the rest into %s",
            JIB_HTTP, REGISTRY_JIB)
        .hasSizeLessThanOrEqualTo(1);
  }

  private static ArchRule onlyUses(String aPackage, String reason, String... others) {
    String[] allowed =
        Stream.of(Stream.of(aPackage), Stream.of(others), Stream.of(EVERYWHERE))
            .flatMap(packages -> packages)
            .toArray(String[]::new);
    // Primitives, and arrays of them, reside in no package.
    DescribedPredicate<JavaClass> primitive =
        describe("primitives", type -> type.getBaseComponentType().isPrimitive());
    return classes()
        .that()
        .resideInAPackage(aPackage)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(allowed)
                .or(primitive)
                .as("reside in %s", String.join(", ", allowed)))
        .allowEmptyShould(true)
        .because(reason);
  }
}
