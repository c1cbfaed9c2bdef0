package io.aftercare.casebook;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which article of law binds a case first: the earliest statutory deadline that is still open. */
@Component
class StatutoryClocks {

    /** @param clause the article, as the ledger keeps it */
    record Binding(Instant dueAt, String clause, boolean overdue) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    StatutoryClocks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** By case number; a case without an open statutory deadline is not in it. */
    Map<String, Binding> earliest(Collection<String> caseNumbers) {
        Map<String, Binding> found = new HashMap<>();
        Instant now = clock.instant();
        jdbc.sql("select distinct on (case_number) case_number, due_at, clause from aftercare.deadline_occurrence"
                        + " where kind = 'statutory' and finished_at is null and case_number = any(?)"
                        + " order by case_number, due_at, number")
                .param(caseNumbers.toArray(String[]::new))
                .query(row -> {
                    Instant due = row.getObject(2, OffsetDateTime.class).toInstant();
                    found.put(row.getString(1), new Binding(due, row.getString(3), due.isBefore(now)));
                });
        return found;
    }
}
