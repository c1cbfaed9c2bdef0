package io.aftercare.casebook;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 投诉处理跟踪表 as a page and as files (C15). */
@Controller
class RegisterController {

    private final RegisterTable table;
    private final RegisterExport export;
    private final Clock clock;

    RegisterController(RegisterTable table, RegisterExport export, Clock clock) {
        this.table = table;
        this.export = export;
        this.clock = clock;
    }

    @GetMapping("/register")
    String register(RegisterFilter filter, @RequestParam(defaultValue = "1") String page, Model model) {
        model.addAttribute("filter", filter);
        model.addAttribute("page", table.page(filter, page.matches("[1-9]\\d{0,7}") ? Integer.parseInt(page) : 1));
        model.addAttribute("headings", RegisterRow.HEADINGS);
        model.addAttribute("statuses", CaseLabels.STATUS);
        model.addAttribute("departments", CaseLabels.DEPARTMENT);
        model.addAttribute("urgencies", CaseLabels.URGENCY);
        return "casebook/register";
    }

    @GetMapping("/register.csv")
    void csv(RegisterFilter filter, HttpServletResponse response) throws IOException {
        prepare(response, "text/csv;charset=UTF-8", "csv");
        export.csv(filter, response.getOutputStream());
    }

    @GetMapping("/register.xlsx")
    void xlsx(RegisterFilter filter, HttpServletResponse response) throws IOException {
        prepare(response, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
        export.xlsx(filter, response.getOutputStream());
    }

    private void prepare(HttpServletResponse response, String type, String extension) {
        String name = "投诉处理跟踪表-" + LocalDate.now(clock).format(DateTimeFormatter.BASIC_ISO_DATE) + "." + extension;
        response.setContentType(type);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name, java.nio.charset.StandardCharsets.UTF_8)
                        .build()
                        .toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
