package io.aftercare.casebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.AftercareTest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@AftercareTest
@DisplayName("C2 Case numbers")
class CaseNumbersTest {

    private static final LocalDate DAY = LocalDate.of(2023, 10, 11);

    @Autowired
    CaseNumbers numbers;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void aFreshDay() {
        jdbc.sql("delete from aftercare.case_number_sequence where day = ?")
                .param(DAY)
                .update();
    }

    private String next(String prefix) {
        return transaction.execute(status -> numbers.next(prefix, DAY));
    }

    @Test
    void the_first_case_of_a_day_is_001_for_each_prefix() {
        assertThat(next("CP")).isEqualTo("CP20231011001");
        assertThat(next("CP")).isEqualTo("CP20231011002");
        assertThat(next("SH")).isEqualTo("SH20231011001");
    }

    @Test
    void the_thousandth_case_of_a_day_has_four_digits() {
        next("CP");
        jdbc.sql("update aftercare.case_number_sequence set last = 998 where day = ?")
                .param(DAY)
                .update();

        assertThat(List.of(next("CP"), next("CP"))).containsExactly("CP20231011999", "CP202310111000");
    }

    @Test
    void no_number_is_given_out_outside_a_transaction() {
        assertThatThrownBy(() -> numbers.next("CP", DAY)).isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    @DisplayName("many at once, a third of them rolled back: no gap, no double")
    void concurrent() throws Exception {
        List<String> given = Collections.synchronizedList(new ArrayList<>());
        ExecutorService agents = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Object>> receipts = IntStream.range(0, 300)
                    .<Callable<Object>>mapToObj(i -> () -> transaction.execute(status -> {
                        String number = numbers.next("CP", DAY);
                        if (i % 3 == 0) {
                            status.setRollbackOnly();
                        } else {
                            given.add(number);
                        }
                        return number;
                    }))
                    .toList();
            for (var receipt : agents.invokeAll(receipts)) {
                receipt.get();
            }
        } finally {
            agents.shutdown();
        }

        assertThat(given)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 200)
                        .mapToObj("CP20231011%03d"::formatted)
                        .toList());
    }
}
