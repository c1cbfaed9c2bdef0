package io.aftercare.calendar;

import static io.aftercare.TestPeople.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import io.aftercare.TestPeople;
import io.aftercare.platform.HealthWarning;
import java.time.Clock;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HttpCodeStatusMapper;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.actuate.health.StatusAggregator;
import org.springframework.boot.test.web.client.TestRestTemplate;

@AftercareTest
@DisplayName("An operator learns in time that the calendar ends (Q5)")
class CalendarsHealthTest {

    @Autowired
    Calendars calendars;

    @Autowired
    Clock clock;

    @Autowired
    StatusAggregator aggregator;

    @Autowired
    HttpCodeStatusMapper codes;

    @Autowired
    TestRestTemplate rest;

    @BeforeEach
    void on_the_last_day() {
        ClockUtil.setCurrentTime(Date.from(
                calendars.knownUntil().atTime(12, 0).atZone(clock.getZone()).toInstant()));
    }

    @AfterEach
    void reset() {
        ClockUtil.reset();
    }

    @Test
    void the_component_calendars_warns_in_chinese_and_answers_200() {
        var answer = rest.withBasicAuth(id("camunda-admin"), TestPeople.PASSWORD)
                .getForEntity("/actuator/health/calendars", String.class);

        assertThat(answer.getStatusCode().value()).isEqualTo(200);
        assertThat(answer.getBody()).contains("\"WARNING\"", "日历数据到 " + calendars.knownUntil() + " 为止", "国务院办公厅");
    }

    @Test
    void a_warning_shows_over_what_is_well_and_hides_nothing_that_is_worse() {
        Status warning = HealthWarning.WARNING;
        assertThat(aggregator.getAggregateStatus(Status.UP, warning, Status.UNKNOWN))
                .isEqualTo(warning);
        assertThat(aggregator.getAggregateStatus(Status.DOWN, warning)).isEqualTo(Status.DOWN);
        assertThat(aggregator.getAggregateStatus(Status.OUT_OF_SERVICE, warning))
                .isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(codes.getStatusCode(warning)).isEqualTo(200);
    }
}
