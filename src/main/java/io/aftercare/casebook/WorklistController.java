package io.aftercare.casebook;

import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 当日待跟进清单 (K2). */
@Controller
class WorklistController {

    private final EngineWorklist worklist;
    private final Clock clock;

    WorklistController(EngineWorklist worklist, Clock clock) {
        this.worklist = worklist;
        this.clock = clock;
    }

    @GetMapping("/worklist")
    String worklist(Principal principal, Model model) {
        List<EngineWorklist.Item> items = worklist.of(principal.getName());
        model.addAttribute(
                "mine", items.stream().filter(EngineWorklist.Item::mine).toList());
        model.addAttribute(
                "waiting", items.stream().filter(item -> !item.mine()).toList());
        model.addAttribute(
                "overdue", items.stream().filter(EngineWorklist.Item::overdue).count());
        model.addAttribute("today", LocalDate.now(clock));
        return "casebook/worklist";
    }
}
