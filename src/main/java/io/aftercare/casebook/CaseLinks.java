package io.aftercare.casebook;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which cases belong together (A8); either of two linked cases reads it. */
@Service
public class CaseLinks {

    /** The other case came from this one by a hand-over. */
    public static final String HANDED_OVER = "handed-over";

    private final JdbcClient jdbc;
    private final Clock clock;

    CaseLinks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A case as seen from one that is linked with it.
     *
     * @param relation code, such as {@link #HANDED_OVER}
     * @param origin whether this case was there first
     * @param other the register's row
     */
    public record Link(String relation, boolean origin, CaseSummary other) {

        /** In words: what the other case is to the one that asks. */
        public String label() {
            return HANDED_OVER.equals(relation) ? origin ? "来源个案" : "转办个案" : relation;
        }
    }

    /** Links two cases, in the caller's transaction; linking them again changes nothing. */
    @Transactional
    public void link(String origin, String other, String relation) {
        jdbc.sql("insert into aftercare.case_link (case_number, other_case, relation, at) values (?, ?, ?, ?)"
                        + " on conflict (case_number, other_case) do nothing")
                .params(origin, other, relation, OffsetDateTime.now(clock))
                .update();
    }

    /** The cases that are linked with this one, oldest link first; from the commit of the transaction that opened them. */
    public List<Link> of(String caseNumber) {
        CaseRow rows = new CaseRow();
        return jdbc.sql(
                        """
                        select l.relation, l.origin, c.*
                          from (select other_case as other, relation, false as origin, at
                                  from aftercare.case_link where case_number = :case
                                union all
                                select case_number, relation, true, at
                                  from aftercare.case_link where other_case = :case) l
                          join aftercare.case_register c on c.case_number = l.other
                         order by l.at, l.other""")
                .param("case", caseNumber)
                .query((row, n) -> new Link(row.getString(1), row.getBoolean(2), rows.mapRow(row, n)))
                .list();
    }
}
