package io.aftercare.casebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;

@DisplayName("C15 T2 A text stays a text in a spreadsheet: no formula, number, date or escape")
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "202310080017345678",
                "13800138000",
                "007",
                "1E5",
                "12e-3",
                "3-1",
                "3/1",
                "2023-10-11",
                "2023/10/11 14:00",
                "3月1日",
                "2023年10月11日",
                "10:30",
                "下午3:20",
                "5 PM",
                "1 1/2",
                "12.50",
                "1,234",
                "¥399.00",
                "30%",
                "(5)",
                "Mar-1",
                "SEP12",
                "DEC 2",
                "１２３４５６７８９０１２３４５６",
                "３－１",
                "true",
                "FALSE",
                "#N/A"
            })
    @DisplayName("a spreadsheet takes none of these for a number, a date or a time")
    void what_a_spreadsheet_would_convert_stays_text(String text) {
        assertThat(Spreadsheet.unread(text)).isEqualTo(text + "\t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CP20231011001", "DD90001", "王** 138****5678", "退回3件", "非常满意", "-", "A3", "Marta 5"})
    void a_text_that_is_none_stays_as_it_is(String text) {
        assertThat(Spreadsheet.unread(text)).isEqualTo(text);
    }

    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    /** As Excel reads a text of a workbook. */
    private static String read(String written) {
        return ESCAPE.matcher(written)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"_x0041_", "_x0041_x0042_", "__x005F__", "_x005F_x0041_", "SKU_xBEEF_2", "_X0041_", "_x41_"})
    void a_text_that_looks_like_an_escape_is_read_back_as_it_was(String text) {
        assertThat(read(Spreadsheet.printable(text))).isEqualTo(text);
    }

    @Property
    void any_text_is_read_back_as_it_was(@ForAll("pieces") @Size(max = 12) List<String> pieces) {
        String text = String.join("", pieces);
        assertThat(read(Spreadsheet.printable(text))).isEqualTo(text);
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of("_", "x", "_x", "0041", "005F", "beef", "_x0041_", "X", "汉", "😡", "\n")
                .list();
    }

    @Test
    void a_text_longer_than_a_cell_is_cut_between_characters() {
        assertThat(Spreadsheet.printable("长".repeat(40_000))).hasSize(32_767);
        assertThat(Spreadsheet.printable("a" + "😡".repeat(20_000)))
                .hasSize(32_767)
                .endsWith("😡");
        assertThat(Spreadsheet.printable("😡".repeat(20_000))).hasSize(32_766).endsWith("😡");
        assertThat(Spreadsheet.printable("a\0b\u0007")).isEqualTo("ab");
    }

    private static byte[] file(Spreadsheet.Format format, String text) throws IOException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        table().send(format, response, reader -> reader.accept(text));
        return response.getContentAsByteArray();
    }

    private static Spreadsheet<String> table() {
        Times times = new Times(Clock.fixed(Instant.parse("2023-10-11T06:00:00Z"), ZoneId.of("Asia/Shanghai")));
        return new Spreadsheet<>(
                "测试表",
                times,
                List.of(
                        Spreadsheet.text("文字", 10, row -> row),
                        Spreadsheet.time("时间", times, row -> Instant.parse("2023-10-11T06:00:00Z"))));
    }

    @ParameterizedTest
    @EnumSource(Spreadsheet.Format.class)
    void the_database_is_done_before_a_slow_line_gets_a_byte(Spreadsheet.Format format) throws IOException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        table().send(format, response, reader -> {
            IntStream.range(0, 5000).forEach(n -> reader.accept("很长的一行，超过任何缓冲区".repeat(20) + n));
            assertThat(response.getContentAsByteArray()).isEmpty();
            assertThat(response.isCommitted()).isFalse();
        });
        assertThat(response.getContentAsByteArray()).hasSize(response.getContentLength());
        assertThat(response.getContentLength()).isGreaterThan(10_000);
    }

    @Test
    void what_fails_half_way_leaves_the_answer_to_the_sentence_that_says_so() {
        MockHttpServletResponse response = new MockHttpServletResponse();
        assertThatThrownBy(() -> table().send(Spreadsheet.Format.CSV, response, reader -> {
                    reader.accept("a");
                    throw new IllegalStateException("the database went away");
                }))
                .hasMessage("the database went away");
        assertThat(response.getHeaderNames()).isEmpty();
        assertThat(response.getContentAsByteArray()).isEmpty();
    }

    @Test
    void the_files_hold_texts_as_texts_and_times_as_times(@TempDir Path folder) throws IOException {
        assertThat(new String(file(Spreadsheet.Format.CSV, "202310080017345678"), StandardCharsets.UTF_8))
                .endsWith("\"202310080017345678\t\",\"2023-10-11 14:00\"\r\n");
        assertThat(new String(file(Spreadsheet.Format.CSV, "-5"), StandardCharsets.UTF_8))
                .contains("\"'-5\",");
        Path workbook = Files.write(folder.resolve("table.xlsx"), file(Spreadsheet.Format.XLSX, "SKU_x0041_7"));
        StringBuilder parts = new StringBuilder();
        try (ZipFile zip = new ZipFile(workbook.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                parts.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(parts).contains("SKU_x005F_x0041_7");
    }
}
