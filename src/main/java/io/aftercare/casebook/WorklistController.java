package io.aftercare.casebook;

import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
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
    @Transactional(readOnly = true)
    String worklist(Principal principal, Model model) {
        EngineWorklist.Today found = worklist.of(principal.getName());
        model.addAttribute("found", found);
        model.addAttribute(
                "mine", found.items().stream().filter(EngineWorklist.Item::mine).toList());
        model.addAttribute(
                "waiting", found.items().stream().filter(item -> !item.mine()).toList());
        model.addAttribute("today", LocalDate.now(clock));
        return "casebook/worklist";
    }
}
