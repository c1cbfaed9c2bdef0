package io.aftercare.aftersales;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.calendar.TestCalendars;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The tables against cases that were written by hand from the law and the policy ({@code docs/eligibility.md}) before there was a table.
 */
@DisplayName("A3 Who may return, exchange or have repaired what, and who pays the freight")
class EligibilityTest {

    private static DmnEngine engine;
    private static DmnDecision eligibility;
    private static DmnDecision freight;

    @BeforeAll
    static void read() throws IOException {
        engine = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
        eligibility = decision("eligibility");
        freight = decision("freight");
    }

    private static boolean isRestDay(LocalDate day) {
        return EngineReturnPeriod.isRestDay(TestCalendars.get("working-hours"), day, ZoneId.of("Asia/Shanghai"));
    }

    private static DmnDecision decision(String key) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of("bpmn/" + key + ".dmn"))) {
            return engine.parseDecision(key, in);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/eligibility-cases.csv", numLinesToSkip = 1)
    void the_table_decides_as_the_law_says(
            String name,
            String kind,
            String fault,
            LocalDate signedOn,
            LocalDate requestedOn,
            boolean opened,
            String exception,
            int warrantyMonths,
            int earlierRepairs,
            int repairDays,
            String eligible,
            String freightPayer,
            boolean offersChoice,
            String source) {
        boolean known = signedOn != null && !"not-received".equals(fault);
        Map<String, Object> facts = new HashMap<>();
        facts.put("kind", kind);
        facts.put("fault", fault);
        facts.put("periodDay", known ? ReturnPeriod.dayOf(signedOn, requestedOn, EligibilityTest::isRestDay) : -1);
        facts.put("opened", opened);
        facts.put("exception", exception);
        facts.put(
                "inWarranty",
                known
                        && ReturnPeriod.withinMonths(
                                signedOn, warrantyMonths, repairDays, requestedOn, EligibilityTest::isRestDay));
        facts.put("earlierRepairs", earlierRepairs);
        facts.put("repairDays", repairDays);

        DmnDecisionRuleResult decided =
                engine.evaluateDecisionTable(eligibility, facts).getSingleResult();
        assertThat(decided.<String>getEntry("eligible")).as(source).isEqualTo(eligible);
        assertThat(decided.<String>getEntry("reason")).isNotBlank();
        assertThat(decided.<String>getEntry("clause")).isNotBlank();
        assertThat(decided.<String>getEntry("offer").contains("改选换货或退货"))
                .as("offers exchange or return instead")
                .isEqualTo(offersChoice);

        facts.put("eligible", eligible);
        DmnDecisionRuleResult paid =
                engine.evaluateDecisionTable(freight, facts).getSingleResult();
        assertThat(paid.<String>getEntry("payer")).as(source).isEqualTo(freightPayer);
    }
}
