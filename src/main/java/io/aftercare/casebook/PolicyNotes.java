package io.aftercare.casebook;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What changed in policies and prices, to be known before speaking with a customer (K2, S0 1.1). */
@Component
class PolicyNotes {

    /** @param validTo the last day; null while no end is known */
    record PolicyNote(String title, String text, LocalDate validFrom, LocalDate validTo) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    PolicyNotes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Those in force today, the newest first. */
    List<PolicyNote> today() {
        return jdbc.sql("select title, text, valid_from, valid_to from aftercare.policy_note"
                        + " where valid_from <= :today and (valid_to is null or valid_to >= :today)"
                        + " order by valid_from desc, id desc")
                .param("today", LocalDate.now(clock))
                .query(PolicyNote.class)
                .list();
    }
}
