package io.aftercare.casebook;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/**
 * A table of ours as a file for Excel. Rows are written as they come, none is held.
 *
 * @param title of the sheet, and the beginning of the file's name
 */
record Spreadsheet<R>(String title, Times times, List<Column<R>> columns) {

    private static final String RED = "A3262A";

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

    /** @param rows hands every row, in order, to the reader it is given */
    void send(Format format, HttpServletResponse response, Consumer<Consumer<R>> rows) throws IOException {
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
        if (format == Format.CSV) {
            csv(response.getOutputStream(), rows);
        } else {
            xlsx(response.getOutputStream(), rows);
        }
    }

    /** UTF-8 with a byte order mark, without which Excel takes it for GBK; lines end as RFC 4180 says. */
    private void csv(OutputStream out, Consumer<Consumer<R>> rows) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write('\ufeff');
        line(writer, columns.stream().map(Column::heading).toList());
        rows.accept(row ->
                line(writer, columns.stream().map(c -> c.text().apply(row)).toList()));
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

    /** A workbook of one sheet; texts are texts there, so that no formula can run. */
    private void xlsx(OutputStream out, Consumer<Consumer<R>> rows) throws IOException {
        try (Workbook workbook = new Workbook(out, "Aftercare", "1.0")) {
            Worksheet sheet = workbook.newWorksheet(title);
            int last = columns.size() - 1;
            for (int i = 0; i <= last; i++) {
                sheet.width(i, columns.get(i).width());
                sheet.value(0, i, columns.get(i).heading());
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

    /** XML has no control characters. */
    private static String printable(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff\\p{Cs}]", "");
    }
}
