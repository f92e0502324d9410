package dev.mooring.websocket.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String CORE = "dev.mooring.websocket.core";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(CORE);

    @Test
    void packagesHaveNoCircle() {
        slices().matching(CORE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTransportKnowsTyrus() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CORE + ".transport")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.glassfish.tyrus..", "jakarta.websocket..")
                .check(CLASSES);
    }

    @Test
    void onlyJsonKnowsJackson() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CORE + ".json")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..", "com.fasterxml..")
                .check(CLASSES);
    }

    @Test
    void onlyTheDoorKnowsDeclarativeServices() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CORE + ".service")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.osgi.service.component..")
                .check(CLASSES);
    }

    @Test
    void allThreadsComeFromOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CORE + ".thread")
                .should()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .callConstructor(Thread.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class, String.class)
                .check(CLASSES);
    }
}
