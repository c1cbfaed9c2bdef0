package io.aftercare.casebook;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.stereotype.Service;

/** 投诉处理跟踪表 as files for Excel. */
@Service
class RegisterExport {

    private static final double[] WIDTHS = {18, 22, 17, 48, 14, 40, 12, 17, 30, 12};

    private final RegisterTable table;
    private final Times times;
    private final Clock clock;

    RegisterExport(RegisterTable table, Times times, Clock clock) {
        this.table = table;
        this.times = times;
        this.clock = clock;
    }

    /** UTF-8 with a byte order mark, without which Excel takes it for GBK; lines end as RFC 4180 says. */
    void csv(RegisterFilter filter, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write('\ufeff');
        line(writer, RegisterRow.HEADINGS);
        table.each(filter, row -> line(writer, texts(row)));
        writer.flush();
    }

    private List<String> texts(RegisterRow r) {
        return List.of(
                r.caseNumber(),
                r.customer(),
                times.minute(r.receivedAt()),
                r.description(),
                r.department(),
                r.plan(),
                r.handler(),
                times.minute(r.dueAt()),
                r.feedback(),
                r.filing());
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
    void xlsx(RegisterFilter filter, OutputStream out) throws IOException {
        try (Workbook workbook = new Workbook(out, "Aftercare", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("投诉处理跟踪表");
            for (int i = 0; i < WIDTHS.length; i++) {
                sheet.width(i, WIDTHS[i]);
                sheet.value(0, i, RegisterRow.HEADINGS.get(i));
            }
            sheet.range(0, 0, 0, WIDTHS.length - 1)
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
            table.each(filter, row -> write(sheet, ++line[0], row));
            sheet.setAutoFilter(0, 0, line[0], WIDTHS.length - 1);
            sheet.finish();
        }
    }

    private void write(Worksheet sheet, int line, RegisterRow row) {
        List<String> texts = texts(row);
        for (int i = 0; i < texts.size(); i++) {
            sheet.value(line, i, printable(texts.get(i)));
        }
        time(sheet, line, 2, row.receivedAt());
        time(sheet, line, 7, row.dueAt());
        sheet.range(line, 0, line, texts.size() - 1)
                .style()
                .verticalAlignment("top")
                .wrapText(true)
                .set();
        if (row.overdue()) {
            sheet.style(line, 7).fontColor("A3262A").bold().set();
        }
        if ("urgent".equals(row.urgency())) {
            sheet.style(line, 0).fontColor("A3262A").bold().set();
        }
        if (line % 500 == 0) {
            try {
                sheet.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void time(Worksheet sheet, int line, int column, Instant at) {
        if (at != null) {
            sheet.value(line, column, LocalDateTime.ofInstant(at, clock.getZone()));
            sheet.style(line, column).format("yyyy-mm-dd hh:mm").set();
        }
    }

    /** XML has no control characters. */
    private static String printable(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff\\p{Cs}]", "");
    }
}
