package io.aftercare.casebook;

import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What people do with one deadline from the page of its case: 暂停计时, 恢复计时, 申请延期. */
@Controller
@RequestMapping("/cases/{number}/deadlines/{occurrence}")
class CaseDeadlineController {

    /** What was typed, shown again beside the answer at the deadline that was meant. */
    record Input(String occurrence, String action, String reason, String note, String amount, String unit) {}

    private final DeadlineDesk desk;

    CaseDeadlineController(DeadlineDesk desk) {
        this.desk = desk;
    }

    @PostMapping("/pause")
    String pause(
            @PathVariable String number,
            @PathVariable String occurrence,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String note,
            RedirectAttributes answer) {
        Input input = new Input(occurrence, "pause", reason, note, "", "");
        return act(number, input, answer, "已暂停计时。", deadline -> desk.pause(number, deadline, reason, note));
    }

    @PostMapping("/resume")
    String resume(@PathVariable String number, @PathVariable String occurrence, RedirectAttributes answer) {
        Input input = new Input(occurrence, "resume", "", "", "", "");
        return act(number, input, answer, "已恢复计时。", deadline -> desk.resume(number, deadline));
    }

    @PostMapping("/extension")
    String extension(
            @PathVariable String number,
            @PathVariable String occurrence,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes answer) {
        Input input = new Input(occurrence, "extension", reason, "", amount, unit);
        return act(
                number,
                input,
                answer,
                "已提交延期申请，等待主管审批。",
                deadline -> desk.requestExtension(number, deadline, amount, unit, reason));
    }

    private String act(String number, Input input, RedirectAttributes answer, String done, Consumer<UUID> action) {
        UUID deadline = desk.require(number, input.occurrence());
        answer.addFlashAttribute("deadlineInput", input);
        CaseController.answer(answer, () -> {
            action.accept(deadline);
            return done;
        });
        return "redirect:/cases/" + number + "#deadline-" + deadline;
    }
}
