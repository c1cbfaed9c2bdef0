package io.aftercare.casebook;

import io.aftercare.platform.TimeLimit;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.text.Normalizer;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.util.StreamUtils;

/**
 * A table of ours as a file for Excel. Rows are written as they come, none is held in memory: they go to a temporary file, and
 * from it to whoever asked when the database is done, however slow the line.
 *
 * @param title of the sheet, and the beginning of the file's name
 */
record Spreadsheet<R>(String title, Times times, List<Column<R>> columns) {

    private static final String RED = "A3262A";

    /** In UTF-16 units, as Excel counts; it calls a file with a longer text damaged. */
    private static final int LONGEST_CELL = 32_767;

    private static final int LONGEST_VALUE = 60;

    /** Digits, and what may stand in a number, an amount, a date or a time. */
    private static final Pattern VALUE = Pattern.compile(
            "(?:[\\p{Nd}\\s.,:;/%()¥$€£+\\-年月日时分秒]|(?<=[\\d.])E(?=[+-]?\\d)|(?<=[\\d\\s])[AP]M?$|上午|下午"
                    + "|JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|SEP(?:TEMBER)?"
                    + "|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)+",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern WORD_VALUE = Pattern.compile("(?i)TRUE|FALSE|#[A-Z0/!?]+");

    /** What people can take away. */
    enum Format {
        CSV("text/csv;charset=UTF-8"),
        XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

        private final String type;

        Format(String type) {
            this.type = type;
        }
    }

    /**
     * @param text the cell in words, never null
     * @param time the cell as a date and time, or null for a column of texts
     * @param alert the rows in which the cell is red
     */
    record Column<R>(
            String heading, double width, Function<R, String> text, Function<R, Instant> time, Predicate<R> alert) {

        Column<R> redIf(Predicate<R> wanted) {
            return new Column<>(heading, width, text, time, wanted);
        }
    }

    static <R> Column<R> text(String heading, double width, Function<R, String> text) {
        return new Column<>(heading, width, text, null, row -> false);
    }

    static <R> Column<R> time(String heading, Times times, Function<R, Instant> time) {
        return new Column<>(heading, 17, row -> times.until(time.apply(row)), time, row -> false);
    }

    /**
     * @param source hands every row, in order, to the reader it is given
     * @throws io.aftercare.platform.Refusal 503 if too many files are being written already
     */
    void send(Format format, HttpServletResponse response, Consumer<Consumer<R>> source) throws IOException {
        // where the system can, the file loses its name at once, so that nothing stays whatever happens
        try (FileChannel file = FileChannel.open(
                Files.createTempFile("export", null),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE)) {
            TimeLimit.liftForFew(() -> write(format, file, source));
            file.position(0);
            describe(format, response);
            response.setContentLengthLong(file.size());
            Channels.newInputStream(file).transferTo(response.getOutputStream());
        }
    }

    private Void write(Format format, FileChannel file, Consumer<Consumer<R>> rows) {
        try (OutputStream out = StreamUtils.nonClosing(Channels.newOutputStream(file))) {
            if (format == Format.CSV) {
                csv(out, rows);
            } else {
                xlsx(out, rows);
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void describe(Format format, HttpServletResponse response) {
        String name = title + "-" + DateTimeFormatter.BASIC_ISO_DATE.format(times.today()) + "."
                + format.name().toLowerCase(java.util.Locale.ROOT);
        response.setContentType(format.type);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name, StandardCharsets.UTF_8)
                        .build()
                        .toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** UTF-8 with a byte order mark, without which Excel takes it for GBK; lines end as RFC 4180 says. */
    private void csv(OutputStream out, Consumer<Consumer<R>> rows) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write('\ufeff');
        line(writer, columns.stream().map(Column::heading).toList());
        rows.accept(row -> line(
                writer,
                columns.stream()
                        .map(c -> c.time() == null
                                ? unread(harmless(c.text().apply(row)))
                                : c.text().apply(row))
                        .toList()));
        writer.flush();
    }

    private static void line(Writer writer, List<String> cells) {
        try {
            for (int i = 0; i < cells.size(); i++) {
                if (i > 0) {
                    writer.write(',');
                }
                writer.write('"');
                writer.write(harmless(cells.get(i)).replace("\"", "\"\""));
                writer.write('"');
            }
            writer.write("\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A text that no spreadsheet takes for a formula: what a customer wrote may begin with one. Full-width signs count, since
     * Excel accepts them, and so do blanks before the sign.
     */
    static String harmless(String text) {
        String start = text.stripLeading();
        boolean control = !text.isEmpty() && "\t\r\n\0".indexOf(text.charAt(0)) >= 0;
        boolean formula = !start.isEmpty() && "=+-@＝＋－＠".indexOf(start.charAt(0)) >= 0;
        return (control || formula ? "'" : "") + text;
    }

    /**
     * A text that no spreadsheet reads as a number, date, time or error: order number {@code 202310080017345678} would lose its
     * last digits, {@code 007} its zeros, {@code 1E5} and {@code 3-1} would be something else. A tab behind it makes it a text in Excel
     * and WPS, as the statements of Chinese payment services do it: it is not seen, is off when blanks are stripped, and what is
     * sorted or searched begins with its own first character. The other way, {@code ="007"}, is a formula, which programs that
     * read the file take for part of the value.
     */
    static String unread(String text) {
        if (text.length() > LONGEST_VALUE) {
            return text;
        }
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
        boolean value = VALUE.matcher(plain).matches() && plain.codePoints().anyMatch(Character::isDigit);
        return value || WORD_VALUE.matcher(plain).matches() ? text + "\t" : text;
    }

    /** A workbook of one sheet; texts are texts there, so that no formula can run. */
    private void xlsx(OutputStream out, Consumer<Consumer<R>> rows) throws IOException {
        try (Workbook workbook = new Workbook(out, "Aftercare", "1.0")) {
            Worksheet sheet = workbook.newWorksheet(title);
            int last = columns.size() - 1;
            for (int i = 0; i <= last; i++) {
                sheet.width(i, columns.get(i).width());
                sheet.value(0, i, printable(columns.get(i).heading()));
            }
            sheet.range(0, 0, 0, last)
                    .style()
                    .bold()
                    .fillColor("E4F0EC")
                    .horizontalAlignment("center")
                    .set();
            sheet.freezePane(1, 1);
            sheet.paperSize(PaperSize.A4_PAPER);
            sheet.pageOrientation("landscape");
            sheet.setFitToPage(true);
            sheet.fitToWidth((short) 1);
            sheet.fitToHeight((short) 999);
            sheet.repeatRows(0);
            int[] line = {0};
            rows.accept(row -> write(sheet, ++line[0], row));
            sheet.setAutoFilter(0, 0, line[0], last);
            sheet.finish();
        }
    }

    private void write(Worksheet sheet, int line, R row) {
        for (int i = 0; i < columns.size(); i++) {
            Column<R> column = columns.get(i);
            Instant at = column.time() == null ? null : column.time().apply(row);
            if (at == null) {
                sheet.value(line, i, printable(column.text().apply(row)));
            } else {
                sheet.value(line, i, times.local(at));
                sheet.style(line, i).format("yyyy-mm-dd hh:mm").set();
            }
        }
        sheet.range(line, 0, line, columns.size() - 1)
                .style()
                .verticalAlignment("top")
                .wrapText(true)
                .set();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).alert().test(row)) {
                sheet.style(line, i).fontColor(RED).bold().set();
            }
        }
        if (line % 500 == 0) {
            try {
                sheet.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * The text as a workbook holds it: without control characters, which XML does not have, cut to what a cell takes, and with what
     * looks like an escape escaped (ECMA-376, part 1, 22.9.2.19: {@code _x0041_} reads as A, {@code _x005F_x0041_} as it was).
     */
    static String printable(String text) {
        String kept = text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff\\p{Cs}]", "");
        String cut = kept.length() <= LONGEST_CELL
                ? kept
                : kept.substring(
                        0, Character.isHighSurrogate(kept.charAt(LONGEST_CELL - 1)) ? LONGEST_CELL - 1 : LONGEST_CELL);
        return cut.replaceAll("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_");
    }
}
