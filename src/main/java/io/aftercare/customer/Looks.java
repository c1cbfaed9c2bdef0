package io.aftercare.customer;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Who looked at whose personal data (P1): one row a look, and a line in a log of its own. */
@Service
public class Looks {

    /** What was shown. */
    public enum What {
        /** Name, phone, e-mail and postal address in clear. */
        CONTACT,
        /** Masked label, orders, earlier cases and contacts. */
        DOSSIER,
        /** A photo or document. */
        EVIDENCE
    }

    /** Who did what with whose personal data; kept apart so that operators can send it where nobody edits it. */
    static final Logger AUDIT = LoggerFactory.getLogger("io.aftercare.audit.personal-data");

    private final JdbcClient jdbc;
    private final Clock clock;

    Looks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param person user id of who looked
     * @param customerId null if the case's customer is not known
     * @param subject id of the one thing that was shown, or null
     */
    public void record(String person, UUID customerId, String caseNumber, What what, String subject) {
        String kind = what.name().toLowerCase(Locale.ROOT);
        jdbc.sql("insert into aftercare.personal_data_look (at, person, customer_id, case_number, what, subject)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(OffsetDateTime.now(clock), person, customerId, caseNumber, kind, subject)
                .update();
        String shown = subject == null ? kind : kind + " " + subject;
        AUDIT.info("customer {}: {} shown to {} for {}", customerId, shown, person, caseNumber);
    }
}
