package io.aftercare.casebook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("C15 T2 No text of a customer runs as a formula")
class SpreadsheetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "\0=1",
                " =1",
                "\u3000=cmd|' /C calc'!A0",
                "＝1+1",
                "＋1",
                "－1",
                "＠A"
            })
    void what_a_spreadsheet_would_run_is_marked_as_text(String text) {
        assertThat(Spreadsheet.harmless(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @CsvSource({"商品破损", "a=b", "'', ''", "13:00-14:00", "😡 =1"})
    void everything_else_stays(String text) {
        assertThat(Spreadsheet.harmless(text)).isEqualTo(text);
    }
}
