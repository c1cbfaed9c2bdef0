package io.aftercare.casebook;

import io.aftercare.calendar.Calendars;
import io.aftercare.casebook.DeadlineBoard.Viewer;
import io.aftercare.casebook.DeadlineFilter.Due;
import io.aftercare.casebook.Spreadsheet.Format;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 时限看板 as a page and as files. Everybody of the staff may open it; what a person sees there depends on the groups. */
@Controller
@PreAuthorize(EngineCaseAccess.STAFF)
class DeadlineController {

    private static final String PAGE = "/deadlines";

    /** One of the counts above the list, which is a link to its rows. */
    record Tile(String label, long number, String href, boolean current, boolean alert) {}

    private final DeadlineBoard board;
    private final EngineWorklist worklist;
    private final Calendars calendars;
    private final Spreadsheet<DeadlineRow> sheet;

    DeadlineController(DeadlineBoard board, EngineWorklist worklist, Calendars calendars, Times times) {
        this.board = board;
        this.calendars = calendars;
        this.worklist = worklist;
        this.sheet = new Spreadsheet<>(
                "时限看板",
                times,
                List.of(
                        Spreadsheet.text("个案编号", 18, DeadlineRow::caseNumber),
                        Spreadsheet.text("紧急程度", 10, DeadlineRow::urgencyLabel)
                                .redIf(row -> "urgent".equals(row.urgency())),
                        Spreadsheet.text("客户", 22, DeadlineRow::customer),
                        Spreadsheet.text("环节", 22, DeadlineRow::step),
                        Spreadsheet.text("性质", 10, DeadlineRow::kindLabel),
                        Spreadsheet.text("责任部门", 12, DeadlineRow::department),
                        Spreadsheet.text("承办人", 12, DeadlineRow::person),
                        Spreadsheet.time("开始时间", times, DeadlineRow::startedAt),
                        Spreadsheet.time("应于", times, DeadlineRow::dueAt).redIf(DeadlineRow::overdue),
                        Spreadsheet.text("剩余/已超时", 14, DeadlineRow::left).redIf(DeadlineRow::overdue),
                        Spreadsheet.text("状态", 26, DeadlineRow::state),
                        Spreadsheet.text("依据", 36, DeadlineRow::basis),
                        Spreadsheet.text("日历", 12, DeadlineRow::calendar),
                        Spreadsheet.time("本案最早法定期限", times, DeadlineRow::law)));
    }

    @GetMapping(PAGE)
    @Transactional(readOnly = true)
    String deadlines(
            DeadlineFilter filter, @RequestParam(defaultValue = "1") String page, Principal principal, Model model) {
        Viewer viewer = viewer(principal);
        Map<Due, Long> counts = board.counts(filter, viewer);
        Due wanted = filter.wanted();
        Page<DeadlineRow> shown = board.page(filter, viewer, counts.get(wanted), Page.number(page));
        List<Tile> tiles = new ArrayList<>();
        counts.forEach((due, number) -> tiles.add(new Tile(
                due.label, number, filter.address(PAGE, due, 1), due == wanted, due == Due.OVERDUE && number > 0)));
        model.addAttribute("holidaysUntil", calendars.knownUntil());
        model.addAttribute("calendarProblem", calendars.problem().orElse(null));
        model.addAttribute("filter", filter);
        model.addAttribute("page", shown);
        model.addAttribute("tiles", tiles);
        model.addAttribute("choices", board.choices(filter, viewer));
        model.addAttribute("nobody", DeadlineFilter.NOBODY);
        model.addAttribute("urgencies", CaseLabels.URGENCY);
        model.addAttribute("kinds", DeadlineLabels.KIND);
        model.addAttribute("everybody", viewer.all());
        model.addAttribute("xlsx", filter.address(PAGE + ".xlsx", wanted, 1));
        model.addAttribute("csv", filter.address(PAGE + ".csv", wanted, 1));
        model.addAttribute("previous", shown.number() > 1 ? filter.address(PAGE, wanted, shown.number() - 1) : null);
        model.addAttribute(
                "next", shown.number() < shown.pages() ? filter.address(PAGE, wanted, shown.number() + 1) : null);
        return "casebook/deadlines";
    }

    @GetMapping(PAGE + ".csv")
    void csv(DeadlineFilter filter, Principal principal, HttpServletResponse response) throws IOException {
        send(filter, principal, Format.CSV, response);
    }

    @GetMapping(PAGE + ".xlsx")
    void xlsx(DeadlineFilter filter, Principal principal, HttpServletResponse response) throws IOException {
        send(filter, principal, Format.XLSX, response);
    }

    private void send(DeadlineFilter filter, Principal principal, Format format, HttpServletResponse response)
            throws IOException {
        Viewer viewer = viewer(principal);
        sheet.send(format, response, reader -> board.each(filter, viewer, reader));
    }

    private Viewer viewer(Principal principal) {
        return Viewer.of(principal.getName(), worklist.groups(principal.getName()));
    }
}
