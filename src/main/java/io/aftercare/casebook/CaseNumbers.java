package io.aftercare.casebook;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gives out case numbers such as {@code CP20231011001} (C2). */
@Service
public class CaseNumbers {

    private final JdbcClient jdbc;

    CaseNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The next number of the day, in the caller's transaction: rolled back with it, so that there is no gap, and counted
     * under a row lock until it commits, so that there is no double. Call it late in a transaction.
     *
     * @param prefix two capital letters, one pair per process, e.g. {@code CP}
     * @param day day of receipt in the department's zone
     * @return prefix, day and a sequence of at least three digits; the 1000th of a day has four
     * @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public String next(String prefix, LocalDate day) {
        int sequence = jdbc.sql("insert into aftercare.case_number_sequence as s (prefix, day, last) values (?, ?, 1)"
                        + " on conflict (prefix, day) do update set last = s.last + 1 returning last")
                .params(prefix, day)
                .query(Integer.class)
                .single();
        return prefix + day.format(DateTimeFormatter.BASIC_ISO_DATE) + "%03d".formatted(sequence);
    }
}
