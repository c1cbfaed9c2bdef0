package io.aftercare.casebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Q5 What the ledger says is told in words")
class DeadlineLabelsTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "null, null",
                "' ', null",
                "parcel, 寄回商品在途",
                "parcel：顺丰, 寄回商品在途：顺丰",
                "customer-answer - x, 等待客户答复：- x",
                "供应商未回复, 供应商未回复"
            })
    void a_reason_is_told_in_words_whether_it_is_a_code_or_not(String kept, String words) {
        assertThat(DeadlineLabels.reason(kept)).isEqualTo(words);
    }

    @Test
    void a_basis_names_clause_version_and_from_when_the_row_holds() {
        assertThat(DeadlineLabels.basis("C8", 2, LocalDate.of(2026, 1, 1))).isEqualTo("C8，时限表第 2 版（2026-01-01 起生效）");
        assertThat(DeadlineLabels.basis("C8", 2, null)).isEqualTo("C8，时限表第 2 版");
    }
}
