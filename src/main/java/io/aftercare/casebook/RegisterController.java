package io.aftercare.casebook;

import io.aftercare.casebook.Spreadsheet.Format;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The tracking table of all cases, or of one kind such as 投诉处理跟踪表, as a page and as files (C15). */
@Controller
@PreAuthorize(EngineCaseAccess.STAFF)
class RegisterController {

    private final RegisterTable table;
    private final RegisterExport export;
    private final CaseKinds kinds;
    private final StatutoryClocks statutory;

    RegisterController(RegisterTable table, RegisterExport export, CaseKinds kinds, StatutoryClocks statutory) {
        this.table = table;
        this.export = export;
        this.kinds = kinds;
        this.statutory = statutory;
    }

    @GetMapping("/register")
    @Transactional(readOnly = true)
    String register(RegisterFilter filter, @RequestParam(defaultValue = "1") String page, Model model) {
        Page<RegisterRow> shown = table.page(filter, Page.number(page));
        model.addAttribute("filter", filter);
        model.addAttribute("page", shown);
        model.addAttribute(
                "statutory",
                statutory.earliest(
                        shown.rows().stream().map(RegisterRow::caseNumber).toList()));
        model.addAttribute("title", kinds.table(filter.process()));
        model.addAttribute("headings", kinds.headings(filter.process()));
        model.addAttribute("kinds", kinds.all());
        Map<String, String> labels = new HashMap<>();
        if (kinds.of(filter.process()).isEmpty()) {
            // which kind a row is of says the title otherwise
            kinds.all().forEach(kind -> labels.put(kind.processKey(), kind.label()));
        }
        model.addAttribute("kindLabels", labels);
        model.addAttribute("statuses", CaseLabels.STATUS);
        model.addAttribute("departments", CaseLabels.DEPARTMENT);
        model.addAttribute("urgencies", CaseLabels.URGENCY);
        return "casebook/register";
    }

    @GetMapping("/register.csv")
    void csv(RegisterFilter filter, HttpServletResponse response) throws IOException {
        export.send(filter, Format.CSV, response);
    }

    @GetMapping("/register.xlsx")
    void xlsx(RegisterFilter filter, HttpServletResponse response) throws IOException {
        export.send(filter, Format.XLSX, response);
    }
}
