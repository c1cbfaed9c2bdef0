package io.aftercare.casebook;

import io.aftercare.casebook.Spreadsheet.Format;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Service;

/** The tracking table as files for Excel, named after the kind of cases in it. */
@Service
class RegisterExport {

    private final RegisterTable table;
    private final CaseKinds kinds;
    private final Times times;

    RegisterExport(RegisterTable table, CaseKinds kinds, Times times) {
        this.table = table;
        this.kinds = kinds;
        this.times = times;
    }

    void send(RegisterFilter filter, Format format, HttpServletResponse response) throws IOException {
        sheet(filter.process()).send(format, response, reader -> table.each(filter, reader));
    }

    private Spreadsheet<RegisterRow> sheet(String process) {
        List<String> h = kinds.headings(process);
        return new Spreadsheet<>(
                kinds.table(process),
                times,
                List.of(
                        Spreadsheet.text(h.get(0), 18, RegisterRow::caseNumber)
                                .redIf(row -> "urgent".equals(row.urgency())),
                        Spreadsheet.text(h.get(1), 22, RegisterRow::customer),
                        Spreadsheet.time(h.get(2), times, RegisterRow::receivedAt),
                        Spreadsheet.text(h.get(3), 48, RegisterRow::description),
                        Spreadsheet.text(h.get(4), 14, RegisterRow::department),
                        Spreadsheet.text(h.get(5), 40, RegisterRow::plan),
                        Spreadsheet.text(h.get(6), 12, RegisterRow::handler),
                        Spreadsheet.time(h.get(7), times, RegisterRow::dueAt).redIf(RegisterRow::overdue),
                        Spreadsheet.text(h.get(8), 30, RegisterRow::feedback),
                        Spreadsheet.text(h.get(9), 12, RegisterRow::filing)));
    }
}
