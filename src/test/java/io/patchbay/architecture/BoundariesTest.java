package io.patchbay.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** Which module may know which. */
@AnalyzeClasses(packages = "io.patchbay", importOptions = ImportOption.DoNotIncludeTests.class)
class BoundariesTest {

    @ArchTest
    static final ArchRule theCanonicalModelDependsOnJavaOnly = classes()
            .that()
            .resideInAPackage("io.patchbay.event..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "io.patchbay.event..");

    @ArchTest
    static final ArchRule theRootHoldsTheApplicationClassOnly =
            classes().that().resideInAPackage("io.patchbay").should().haveFullyQualifiedName("io.patchbay.Patchbay");

    @ArchTest
    static final ArchRule platformKnowsNoModule = noClasses()
            .that()
            .resideInAPackage("io.patchbay.platform..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.patchbay..")
                    .and(not(resideInAnyPackage("io.patchbay.platform..", "io.patchbay.event.."))));

    @ArchTest
    static final ArchRule modulesDoNotKnowEachOther = SlicesRuleDefinition.slices()
            .matching("io.patchbay.(intake|directory|rules|cases|dispatch|incidents|voice)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule connectorsKnowOnlyTheDispatchPort = noClasses()
            .that()
            .resideInAPackage("io.patchbay.connectors..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.patchbay.intake..",
                    "io.patchbay.directory..",
                    "io.patchbay.rules..",
                    "io.patchbay.cases..",
                    "io.patchbay.incidents..",
                    "io.patchbay.voice..",
                    "io.patchbay.api..",
                    "io.patchbay.command..",
                    "io.patchbay.insights..");

    @ArchTest
    static final ArchRule triageIsKnownToNobodyItConnects = noClasses()
            .that()
            .resideOutsideOfPackages("io.patchbay.triage..", "io.patchbay.command..", "io.patchbay.api..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.patchbay.triage..");

    @ArchTest
    static final ArchRule nobodyDependsOnTheApi = noClasses()
            .that()
            .resideOutsideOfPackages("io.patchbay.api..", "io.patchbay")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.patchbay.api..");

    @ArchTest
    static final ArchRule nobodyDependsOnTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackages("io.patchbay.command..", "io.patchbay")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.patchbay.command..");

    @ArchTest
    static final ArchRule camelOnlyWhereCamelDemandsAType = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.patchbay.intake.WebhookIntake")
            .and()
            .doNotHaveFullyQualifiedName("io.patchbay.intake.Inbox")
            .and()
            .doNotHaveFullyQualifiedName("io.patchbay.platform.EgressGuard")
            .and()
            .doNotHaveFullyQualifiedName("io.patchbay.platform.KameletConfiguration")
            .and()
            .doNotHaveFullyQualifiedName("io.patchbay.attention.SlackNoticeConfiguration")
            .and()
            .doNotHaveFullyQualifiedName("io.patchbay.api.StaffRoutes")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule jdbcOnlyInStorageClasses = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Repository")
            .and()
            .haveSimpleNameNotEndingWith("Store")
            .and()
            .haveSimpleNameNotEndingWith("Queue")
            .and()
            .haveSimpleNameNotEndingWith("Queries")
            .and()
            .haveSimpleNameNotEndingWith("DataSource")
            .and()
            .doNotHaveSimpleName("DatabaseClock")
            .and()
            .doNotHaveSimpleName("DatabaseErrors")
            .and()
            .doNotHaveSimpleName("PostgresNotifications")
            .and()
            .doNotHaveSimpleName("SqlDialect")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..");

    /**
     * Camel takes {@code x()} and {@code isX()} for the same name and finds one or the other, or neither, by the order in
     * which the JVM lists them.
     */
    @ArchTest
    static void noName_isAmbiguousInARoute(JavaClasses classes) {
        assertThat(classes.stream()
                        .flatMap(each -> each.getMethods().stream()
                                .map(JavaMethod::getName)
                                .filter(name ->
                                        each.getMethods().stream().anyMatch(other -> isGetterOf(other.getName(), name)))
                                .map(name -> each.getSimpleName() + "." + name))
                        .toList())
                .isEmpty();
    }

    private static boolean isGetterOf(String getter, String name) {
        String capitalised = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return getter.equals("is" + capitalised) || getter.equals("get" + capitalised);
    }

    /** Replaying and simulating cannot reach a destination: what does it knows nobody who could. */
    @ArchTest
    static final ArchRule decidingAgainReachesNoDestination = noClasses()
            .that()
            .resideInAPackage("io.patchbay.rules..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.patchbay.dispatch..",
                    "io.patchbay.connectors..",
                    "io.patchbay.cases..",
                    "io.patchbay.api..",
                    "org.apache.camel..",
                    "org.apache.hc..",
                    "java.net..",
                    "org.springframework.web..");

    @ArchTest
    static final ArchRule nobodySleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .that()
            .resideOutsideOfPackage("io.patchbay.platform..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
}
