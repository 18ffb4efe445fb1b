package io.github.ocimaven;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.ocimaven.model.PushException;
import org.apache.maven.plugins.annotations.Mojo;

/** Packages expose as little as others need. */
@AnalyzeClasses(
    packages = {ArchitectureTest.BASE, ArchitectureTest.JIB_HTTP},
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ImportOption.DoNotIncludeJars.class,
    })
class VisibilityTest {

  @ArchTest
  static final ArchRule publicClassesAreUsedByOtherPackages =
      classes()
          .that()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .and()
          .areNotAnnotatedWith(Mojo.class)
          .and()
          // These may be in the signatures of members that are used.
          .areNotInterfaces()
          .and()
          .areNotAssignableTo(Throwable.class)
          .should(beUsedByAnotherPackage())
          .because("only its own package uses it: drop the modifier");

  @ArchTest
  static final ArchRule publicUncheckedExceptionsArePushExceptions =
      classes()
          .that()
          .arePublic()
          .and()
          .areAssignableTo(RuntimeException.class)
          .should()
          .beAssignableTo(PushException.class)
          .because(
              "an unchecked exception reaches the user: only a PushException says what it"
                  + " means, and whether the user can fix it");

  @ArchTest
  static final ArchRule fieldsThatOthersSeeAreFinal =
      fields()
          .that()
          .areNotPrivate()
          .should()
          .beFinal()
          .because("state belongs to one class: let other classes call one of its methods");

  private static ArchCondition<JavaClass> beUsedByAnotherPackage() {
    return new ArchCondition<>("be used by another package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean used =
            type.getDirectDependenciesToSelf().stream()
                .map(use -> use.getOriginClass().getPackageName())
                .anyMatch(user -> !user.equals(type.getPackageName()));
        events.add(
            new SimpleConditionEvent(type, used, type.getName() + " is used in its package alone"));
      }
    };
  }
}
