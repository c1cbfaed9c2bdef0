package io.aftercare.casebook;

import io.aftercare.casebook.Spreadsheet.Format;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Service;

/** 投诉处理跟踪表 as files for Excel. */
@Service
class RegisterExport {

    private static final List<String> H = RegisterRow.HEADINGS;

    private final RegisterTable table;
    private final Spreadsheet<RegisterRow> sheet;

    RegisterExport(RegisterTable table, Times times) {
        this.table = table;
        this.sheet = new Spreadsheet<>(
                "投诉处理跟踪表",
                times,
                List.of(
                        text(0, 18, RegisterRow::caseNumber).redIf(row -> "urgent".equals(row.urgency())),
                        text(1, 22, RegisterRow::customer),
                        Spreadsheet.time(H.get(2), times, RegisterRow::receivedAt),
                        text(3, 48, RegisterRow::description),
                        text(4, 14, RegisterRow::department),
                        text(5, 40, RegisterRow::plan),
                        text(6, 12, RegisterRow::handler),
                        Spreadsheet.time(H.get(7), times, RegisterRow::dueAt).redIf(RegisterRow::overdue),
                        text(8, 30, RegisterRow::feedback),
                        text(9, 12, RegisterRow::filing)));
    }

    private static Spreadsheet.Column<RegisterRow> text(int column, double width, Function<RegisterRow, String> text) {
        return Spreadsheet.text(H.get(column), width, text);
    }

    void send(RegisterFilter filter, Format format, HttpServletResponse response) throws IOException {
        sheet.send(format, response, reader -> table.each(filter, reader));
    }
}
