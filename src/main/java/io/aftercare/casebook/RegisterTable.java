package io.aftercare.casebook;

import io.aftercare.platform.Staff;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The tracking table of cases (C15): open cases first, urgent ones on top (C5), then by due date; page by page or as a whole. */
@Service
class RegisterTable {

    /** The order of the index {@code case_register_order}; a case that is not graded yet stands behind the urgent ones. */
    private static final String ORDER = " order by (closed_at is not null),"
            + " (case urgency when 'urgent' then 0 when 'normal' then 1 when 'routine' then 2 else 1 end), due_at, case_number";

    private final JdbcTemplate jdbc;
    private final JdbcTemplate streaming;
    private final CaseDesk desk;
    private final Staff staff;
    private final Clock clock;

    RegisterTable(JdbcTemplate jdbc, CaseDesk desk, Staff staff, Clock clock) {
        this.desk = desk;
        this.jdbc = jdbc;
        this.streaming = new JdbcTemplate(jdbc.getDataSource());
        this.streaming.setFetchSize(500);
        this.staff = staff;
        this.clock = clock;
    }

    /** @param number page from 1; a page that does not exist becomes the nearest one */
    Page<RegisterRow> page(RegisterFilter filter, int number) {
        Instant now = clock.instant();
        Condition wanted = filter.condition(OffsetDateTime.now(clock), desk.called(filter.text()));
        Long total = jdbc.queryForObject(
                "select count(*) from aftercare.case_register where " + wanted.sql(), Long.class, wanted.parameters());
        return Page.of(total, number, offset -> {
            List<CaseSummary> cases = jdbc.query(
                    "select * from aftercare.case_register where " + wanted.sql() + ORDER + " limit " + Page.SIZE
                            + " offset " + offset,
                    new CaseRow(),
                    wanted.parameters());
            Map<String, String> names = staff.signatures(
                    cases.stream().flatMap(c -> RegisterRow.people(c).stream()).toList());
            return cases.stream().map(c -> RegisterRow.of(c, now, names::get)).toList();
        });
    }

    /** All rows, one after the other, without holding them in memory. */
    @Transactional(readOnly = true)
    public void each(RegisterFilter filter, Consumer<RegisterRow> reader) {
        Instant now = clock.instant();
        Condition wanted = filter.condition(OffsetDateTime.now(clock), desk.called(filter.text()));
        Map<String, String> names = staff.signatures(jdbc.queryForList(
                "select distinct unnest(string_to_array(coalesce(handler, assignees), ',')) from aftercare.case_register where "
                        + wanted.sql(),
                String.class,
                wanted.parameters()));
        try (Stream<CaseSummary> cases = streaming.queryForStream(
                "select * from aftercare.case_register where " + wanted.sql() + ORDER,
                new CaseRow(),
                wanted.parameters())) {
            cases.map(c -> RegisterRow.of(c, now, names::get)).forEach(reader);
        }
    }
}
