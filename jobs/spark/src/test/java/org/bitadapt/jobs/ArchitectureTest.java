package org.bitadapt.jobs;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The arrows between modules lead from jobs to netadapt, quant, runtime and the JDK; common is below all modules but
 * the runtime. Inside jobs they lead from what needs Spark to reports, and from these to images.
 */
class ArchitectureTest {

    private static final List<String> BELOW_IMAGES = List.of("org.bitadapt.common..", "org.bitadapt.runtime..");
    /** The packages of the module {@code jobs/images}. */
    private static final List<String> IMAGES = List.of(
            "org.bitadapt.jobs.command",
            "org.bitadapt.jobs.dataset",
            "org.bitadapt.jobs.files",
            "org.bitadapt.jobs.image",
            "org.bitadapt.jobs.jpeg",
            "org.bitadapt.jobs.pku");
    /** The packages of the module {@code jobs/report}. */
    private static final List<String> REPORT = List.of(
            "org.bitadapt.jobs.config",
            "org.bitadapt.jobs.netadapt.history",
            "org.bitadapt.jobs.picture",
            "org.bitadapt.jobs.report",
            "org.bitadapt.jobs.result",
            "org.bitadapt.jobs.run");

    private static final String[] WALLED_OFF = {
        "org.bitadapt..", "org.apache.spark..", "scala..", "org.deeplearning4j..", "org.nd4j.."
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.bitadapt");

    @Test
    void theRuntimeNeedsNothingButTheJdk() {
        classes()
                .that()
                .resideInAPackage("org.bitadapt.runtime..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("org.bitadapt.runtime..", "java..", "javax.imageio..", "jdk.incubator.vector..")
                .check(CLASSES);
    }

    @Test
    void commonIsTheBottom() {
        classes()
                .that()
                .resideInAPackage("org.bitadapt.common..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("org.bitadapt.common..", "java..", "com.fasterxml.jackson..")
                .check(CLASSES);
    }

    @Test
    void quantKnowsNeitherNetAdaptNorJobs() {
        noClasses()
                .that()
                .resideInAPackage("org.bitadapt.quant..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bitadapt.netadapt..", "org.bitadapt.jobs..")
                .check(CLASSES);
    }

    @Test
    void netAdaptDoesNotKnowJobs() {
        noClasses()
                .that()
                .resideInAPackage("org.bitadapt.netadapt..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bitadapt.jobs..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void onlyJobsKnowsSpark() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.bitadapt.jobs..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..")
                .check(CLASSES);
    }

    @Test
    void imagesNeedNeitherSettingsNorSpark() {
        requireOnly(IMAGES, BELOW_IMAGES);
    }

    @Test
    void reportsNeedNeitherSparkNorTrainingGraphs() {
        requireOnly(
                REPORT,
                Stream.of(IMAGES, BELOW_IMAGES, List.of("org.bitadapt.netadapt.."))
                        .flatMap(List::stream)
                        .toList());
    }

    /** Requires of packages that, of this project and of Spark's and DL4J's classes, they know the given ones only. */
    private static void requireOnly(List<String> packages, List<String> known) {
        classes()
                .that()
                .resideInAnyPackage(packages.toArray(String[]::new))
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackages(WALLED_OFF)
                        .or(resideInAnyPackage(packages.toArray(String[]::new)))
                        .or(resideInAnyPackage(known.toArray(String[]::new))))
                .check(CLASSES);
    }

    @Test
    void aPackageStandsInOneModule() {
        Map<String, Set<String>> modules = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            String file = type.getSource().orElseThrow().getUri().toString();
            String folder = type.getPackageName().replace('.', '/');
            modules.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                    .add(file.substring(0, file.lastIndexOf(folder)));
        }
        assertThat(modules)
                .isNotEmpty()
                .allSatisfy((name, places) -> assertThat(places).as(name).hasSize(1));
    }

    /** Files travel between people, so that values are read from them and never objects. */
    @Test
    void nothingIsDeserializedFromFiles() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.ObjectInputStream|org\\.deeplearning4j\\.util\\.ModelSerializer"
                        + "|org\\.nd4j\\.common\\.util\\.SerializationUtils")
                .orShould()
                .callMethod(ComputationGraphConfiguration.class, "fromJson", String.class)
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.bitadapt.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /** A package and the packages below it are one room: a ring may also go through a sub-package. */
    @ParameterizedTest
    @ValueSource(strings = {"common", "runtime", "quant", "netadapt", "jobs"})
    void roomsHaveNoCycles(String house) {
        slices().matching("org.bitadapt." + house + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    /** Pages are made from results, never the other way round. */
    @Test
    void onlyCommandsKnowPages() {
        noClasses()
                .that()
                .resideInAPackage("org.bitadapt.jobs..")
                .and()
                .resideOutsideOfPackages("org.bitadapt.jobs.report", "org.bitadapt.jobs.runs", "org.bitadapt.jobs.cli")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bitadapt.jobs.report")
                .check(CLASSES);
    }
}
