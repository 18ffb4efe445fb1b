package io.github.ocimaven;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Packages are small enough to read, have no cycles, and are used through their entry package. */
@AnalyzeClasses(
    packages = ArchitectureTest.BASE,
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ImportOption.DoNotIncludeJars.class,
    })
class RoomsTest {

  private static final String SOURCE = ArchitectureTest.BASE + ".source";
  private static final String REGISTRY_JIB = ArchitectureTest.BASE + ".registry.jib";

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices()
          .matching(ArchitectureTest.BASE + ".(**)")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true)
          .because("two packages that need each other are one: move the shared part into model");

  @ArchTest
  static final ArchRule onlySourceUsesItsRooms =
      noClasses()
          .that()
          .resideOutsideOfPackage(SOURCE + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SOURCE + ".layout", SOURCE + ".saved", SOURCE + ".edit")
          .because(
              "only source knows the format of an image on disk: ask source.open for an"
                  + " ImageSource");

  @ArchTest
  static final ArchRule onlyRegistryJibUsesItsRooms =
      noClasses()
          .that()
          .resideOutsideOfPackage(REGISTRY_JIB + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(REGISTRY_JIB + ".(*)..")
          .because(
              "the adapter's face is the package registry.jib: the packages behind it may change at"
                  + " any time");

  @ArchTest
  static void aPackageCanBeRead(JavaClasses ours) {
    Map<String, Long> types =
        ours.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(groupingBy(JavaClass::getPackageName, counting()));
    assertThat(types)
        .as("top-level types by package: more than 20 are too many to read; divide the package")
        .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(20));
  }

  @ArchTest
  static void theSocketIsAtMostSevenPackagesBehindTheFace(JavaClasses ours) {
    JavaPackage face = ours.getPackage(REGISTRY_JIB);
    List<String> longest = longestChain(face, face);
    assertThat(longest)
        .as("the longest chain of packages from the adapter's face: a reader has to follow it")
        .hasSizeLessThanOrEqualTo(7);
  }

  /** A cycle would recurse forever, but cycles are forbidden above. */
  private static List<String> longestChain(JavaPackage from, JavaPackage face) {
    List<String> longest =
        from.getClasses().stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .map(dependency -> dependency.getTargetClass().getPackage())
            .distinct()
            .filter(next -> !next.equals(from) && next.getName().startsWith(face.getName() + "."))
            .map(next -> longestChain(next, face))
            .max(comparingInt(List::size))
            .orElse(List.of());
    return Stream.concat(Stream.of(from.getName()), longest.stream()).toList();
  }
}
