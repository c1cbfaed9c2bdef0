package io.aftercare.casebook;

import io.aftercare.casebook.PolicyNotes.Draft;
import io.aftercare.casebook.PolicyNotes.Entry;
import io.aftercare.casebook.PolicyNotes.PolicyNote;
import io.aftercare.casebook.PolicyNotes.State;
import io.aftercare.platform.Refusal;
import io.aftercare.platform.Staff;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 政策提醒: everybody reads them, those who answer for the policies write and end them (S0 1.1, K2). */
@Controller
class PolicyNoteController {

    private static final String PAGE = "/policies";
    private static final String EDITORS = "hasAnyRole('process-owner', 'supervisor', 'manager', 'camunda-admin')";
    private static final Set<String> EDITOR_GROUPS = Set.of("process-owner", "supervisor", "manager", "camunda-admin");

    /** @param history who wrote it, and who ended it, in words; may be empty */
    record Line(long id, PolicyNote note, State state, String history) {}

    /** One part of the page. */
    record Part(String heading, String nothing, List<Line> lines) {}

    private final PolicyNotes notes;
    private final EngineWorklist worklist;
    private final Staff staff;
    private final Times times;

    PolicyNoteController(PolicyNotes notes, EngineWorklist worklist, Staff staff, Times times) {
        this.notes = notes;
        this.worklist = worklist;
        this.staff = staff;
        this.times = times;
    }

    @GetMapping(PAGE)
    @Transactional(readOnly = true)
    String policies(Principal principal, Model model) {
        List<Entry> entries = notes.all();
        Map<String, String> names = staff.signatures(entries.stream()
                .flatMap(entry -> Stream.of(entry.createdBy(), entry.endedBy()).filter(Objects::nonNull))
                .toList());
        List<Line> lines = entries.stream()
                .map(entry -> new Line(entry.id(), entry.note(), entry.state(), history(entry, names)))
                .toList();
        model.addAttribute(
                "parts",
                List.of(
                        part("现行", "今天没有生效中的政策提醒。", lines, State.CURRENT),
                        part("即将生效", "没有即将生效的政策提醒。", lines, State.COMING),
                        part("已结束", "还没有结束的政策提醒。", lines, State.PAST)));
        model.addAttribute("pastCount", notes.past());
        model.addAttribute("editor", !Collections.disjoint(worklist.groups(principal.getName()), EDITOR_GROUPS));
        model.addAttribute("today", times.today());
        if (!model.containsAttribute("draft")) {
            model.addAttribute("draft", new Draft("", "", "", times.today().toString(), ""));
        }
        return "casebook/policies";
    }

    @PostMapping(PAGE)
    @PreAuthorize(EDITORS)
    String add(
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String concerns,
            @RequestParam(defaultValue = "") String validFrom,
            @RequestParam(defaultValue = "") String validTo,
            Principal principal,
            RedirectAttributes answer) {
        Draft draft = new Draft(title, text, concerns, validFrom, validTo);
        try {
            notes.add(draft, principal.getName());
            answer.addFlashAttribute("done", "已发布，同事在客户档案里会看到。");
        } catch (Refusal refusal) {
            answer.addFlashAttribute("draft", draft);
            answer.addFlashAttribute("problem", refusal.getMessage());
        }
        return "redirect:" + PAGE;
    }

    @PostMapping(PAGE + "/{id}/end")
    @PreAuthorize(EDITORS)
    String end(@PathVariable long id, Principal principal, RedirectAttributes answer) {
        CaseController.answer(answer, () -> {
            notes.end(id, principal.getName());
            return "已结束，不再提醒。";
        });
        return "redirect:" + PAGE;
    }

    private static Part part(String heading, String nothing, List<Line> lines, State state) {
        return new Part(
                heading,
                nothing,
                lines.stream().filter(line -> line.state() == state).toList());
    }

    private String history(Entry entry, Map<String, String> names) {
        List<String> history = new ArrayList<>();
        add(history, entry.createdBy(), entry.createdAt(), "发布", names);
        add(history, entry.endedBy(), entry.endedAt(), "结束", names);
        return String.join("；", history);
    }

    private void add(List<String> history, String person, Instant at, String what, Map<String, String> names) {
        if (person != null) {
            history.add(names.get(person) + " " + times.minute(at) + " " + what);
        }
    }
}
