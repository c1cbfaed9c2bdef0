package io.aftercare;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.TreeSet;

/** The walls of the house, as the README draws them. */
@AnalyzeClasses(packages = "io.aftercare", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] FOUNDATION = {
        "io.aftercare.calendar..",
        "io.aftercare.casebook..",
        "io.aftercare.deadline..",
        "io.aftercare.notification..",
        "io.aftercare.customer..",
        "io.aftercare.form..",
        "io.aftercare.fulfilment..",
        "io.aftercare.wording..",
        "io.aftercare.platform.."
    };

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.aftercare.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_engine_is_known_to_few = noClasses()
            .that(resideInAPackage("io.aftercare.."))
            .and(not(resideInAnyPackage("io.aftercare.platform..", "io.aftercare.model..", "io.aftercare.audit..")))
            .and()
            .haveNameNotMatching(".*\\.([A-Za-z]*(Delegate|Listener|Process|Plugin)|Engine[A-Za-z]*)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.camunda..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule the_foundation_knows_no_feature = noClasses()
            .that()
            .resideInAnyPackage(FOUNDATION)
            .should()
            .dependOnClassesThat(resideInAPackage("io.aftercare.*..").and(not(resideInAnyPackage(FOUNDATION))))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule the_platform_knows_no_package_of_ours = noClasses()
            .that()
            .resideInAPackage("io.aftercare.platform..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.aftercare..").and(not(resideInAPackage("io.aftercare.platform.."))));

    @ArchTest
    static final ArchRule time_comes_from_the_one_clock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callConstructor(java.util.Date.class);

    @ArchTest
    static final ArchRule web_controllers_are_not_public = classes()
            .that()
            .haveSimpleNameEndingWith("Controller")
            .should()
            .notBePublic()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule no_jpa =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("jakarta.persistence..", "org.hibernate..");

    @ArchTest
    static final ArchRule no_field_injection = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule no_java_util_logging = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static void every_package_says_whose_room_it_is(JavaClasses all) {
        Set<String> without = new TreeSet<>();
        for (JavaClass type : all) {
            String name = type.getPackageName();
            if (!name.equals("io.aftercare") && !all.contain(name + ".package-info")) {
                without.add(name);
            }
        }
        assertThat(without).as("packages without package-info.java").isEmpty();
    }
}
