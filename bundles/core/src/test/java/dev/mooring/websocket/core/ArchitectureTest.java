package dev.mooring.websocket.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.mooring.websocket.core.thread.Workers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String CORE = "dev.mooring.websocket.core";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(CORE);

    /** What asks a resolver, or makes the JDK ask one. */
    private static final DescribedPredicate<JavaAccess<?>> LOOK_UP =
            DescribedPredicate.describe("look a name up", access -> {
                JavaClass owner = access.getTargetOwner();
                String name = access.getName();
                return (owner.isEquivalentTo(InetAddress.class)
                                && Set.of("getAllByName", "getByName", "getLocalHost", "getCanonicalHostName")
                                        .contains(name))
                        || (access.getTarget() instanceof CodeUnitCallTarget call
                                && Set.of(Socket.class.getName(), InetSocketAddress.class.getName())
                                        .contains(owner.getName())
                                && call.getRawParameterTypes().stream()
                                        .anyMatch(type -> type.isEquivalentTo(String.class)));
            });

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
    void onlyUrlLooksNamesUp() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CORE + ".url")
                .should()
                .accessTargetWhere(LOOK_UP)
                .check(CLASSES);
    }

    /** Every bundle can have objects of this package, and look at all that they refer to. */
    @Test
    void urlLeadsToNothingOfConnections() {
        noClasses()
                .that()
                .resideInAPackage(CORE + ".url")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        CORE + ".connection", CORE + ".dispatch", CORE + ".transport", CORE + ".service", CORE + ".log")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Workers.class)
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
