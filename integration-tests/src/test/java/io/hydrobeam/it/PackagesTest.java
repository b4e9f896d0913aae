package io.hydrobeam.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dependencies between the packages of all modules. */
class PackagesTest {
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static List<Path> modules;
  private static JavaClasses all;

  /** The classes as this build has compiled them. */
  @BeforeAll
  static void read() throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    modules =
        MODULE
            .matcher(Files.readString(root.resolve("pom.xml")))
            .results()
            .map(module -> root.resolve(module.group(1)))
            .toList();
    List<Path> compiled =
        modules.stream()
            .map(module -> module.resolve("target/classes"))
            .filter(Files::isDirectory)
            .toList();
    all =
        new ClassFileImporter()
            .withImportOption(location -> !location.contains("/jmh_generated/"))
            .importPaths(compiled);
    assertThat(all.stream().map(JavaClass::getPackageName).distinct())
        .as("packages of all modules")
        .contains(
            "io.hydrobeam.model",
            "io.hydrobeam.cli",
            "io.hydrobeam.kafka",
            "io.hydrobeam.tables",
            "io.hydrobeam.pipeline.graph",
            "io.hydrobeam.batch.dataset",
            "io.hydrobeam.runners.spark",
            "io.hydrobeam.sandbox.server",
            "io.hydrobeam.dashboard");
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("io.hydrobeam.(**)").should().beFreeOfCycles().check(all);
  }

  @Test
  void noPackageDependsOnTheOneThatHoldsIt() {
    classes()
        .should(
            new ArchCondition<JavaClass>("not depend on a package above their own") {
              @Override
              public void check(JavaClass from, ConditionEvents events) {
                for (Dependency to : from.getDirectDependenciesFromSelf()) {
                  String above = to.getTargetClass().getPackageName();
                  if (above.startsWith("io.hydrobeam.")
                      && from.getPackageName().startsWith(above + ".")) {
                    events.add(SimpleConditionEvent.violated(from, to.getDescription()));
                  }
                }
              }
            })
        .check(all);
  }

  @Test
  void everyPackageSaysWhatItHolds() {
    assertThat(
            all.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .filter(name -> !hasPackageInfo(name)))
        .as("packages without a package-info.java")
        .isEmpty();
  }

  private static boolean hasPackageInfo(String name) {
    String file = "src/main/java/" + name.replace('.', '/') + "/package-info.java";
    return modules.stream().anyMatch(module -> Files.exists(module.resolve(file)));
  }

  @Test
  void librariesKnowNoCommandLine() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.hydrobeam.model..",
            "io.hydrobeam.parse..",
            "io.hydrobeam.statistics..",
            "io.hydrobeam.join..",
            "io.hydrobeam.baseline..",
            "io.hydrobeam.detect..",
            "io.hydrobeam.alert..",
            "io.hydrobeam.kafka..",
            "io.hydrobeam.tables..",
            "io.hydrobeam.pipeline.source..",
            "io.hydrobeam.pipeline.sink..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.hydrobeam.cli..")
        .check(all);
  }
}
