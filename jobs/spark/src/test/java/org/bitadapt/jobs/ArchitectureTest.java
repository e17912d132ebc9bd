package org.bitadapt.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The arrows between modules lead from jobs to netadapt, quant, runtime and the JDK; common is below all modules but
 * the runtime.
 */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
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
