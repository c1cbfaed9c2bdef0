package io.aftercare.casebook;

import io.aftercare.customer.Customers;
import io.aftercare.fulfilment.Payouts;
import io.aftercare.platform.Refusal;
import io.aftercare.platform.Staff;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Everything about one case on one page, and what can be done with it as a whole. */
@Controller
class CaseController {

    /** A line of 客户沟通记录表 as people read it. */
    record ContactLine(int number, String customer, ContactRecord contact, String means, String person) {}

    /** How an identity was checked, as typed; what the caller said is not shown again. */
    record IdentityInput(String method, String note) {}

    /** What was typed for an action, shown again beside the answer. */
    record ActionInput(String key, String reason, String originalCase) {}

    /** A line of evidence as people read it. */
    record EvidenceLine(Evidence evidence, String person) {}

    private final CaseDesk desk;
    private final CaseKinds kinds;
    private final Payouts payouts;
    private final Casebook casebook;
    private final Customers customers;
    private final Dossiers dossiers;
    private final EvidenceDesk evidence;
    private final EngineCaseAccess access;
    private final EngineTimeline timeline;
    private final CaseLinks links;
    private final CaseNotices notices;
    private final DeadlineHistory deadlines;
    private final StatutoryClocks statutory;
    private final Staff staff;

    CaseController(
            CaseDesk desk,
            CaseKinds kinds,
            Payouts payouts,
            Casebook casebook,
            Customers customers,
            Dossiers dossiers,
            EvidenceDesk evidence,
            EngineCaseAccess access,
            EngineTimeline timeline,
            CaseLinks links,
            CaseNotices notices,
            DeadlineHistory deadlines,
            StatutoryClocks statutory,
            Staff staff) {
        this.desk = desk;
        this.kinds = kinds;
        this.payouts = payouts;
        this.casebook = casebook;
        this.customers = customers;
        this.dossiers = dossiers;
        this.evidence = evidence;
        this.access = access;
        this.timeline = timeline;
        this.links = links;
        this.notices = notices;
        this.deadlines = deadlines;
        this.statutory = statutory;
        this.staff = staff;
    }

    /**
     * One transaction, which writes: a look at the list of evidence is recorded with what it shows (P1), so that nothing is seen
     * that is not recorded.
     *
     * @param course page of the course, from 1, or {@code all} to print it; without it the newest one
     */
    @GetMapping("/cases/{number}")
    @Transactional
    String page(
            @PathVariable String number,
            @RequestParam(defaultValue = "") String course,
            Model model,
            Principal principal,
            HttpServletRequest request) {
        CaseSummary found = access.seen(number, principal.getName());
        model.addAttribute("c", found);
        model.addAttribute("row", desk.row(found));
        model.addAttribute("kind", kinds.of(found.processKey()).orElse(null));
        model.addAttribute("facts", kinds.facts(found));
        model.addAttribute("payouts", payouts.visible() ? payouts.of(number) : List.of());
        model.addAttribute("table", kinds.table(found.processKey()));
        model.addAttribute("course", course(found.processInstanceId(), course));
        List<CaseLinks.Link> linked = links.of(number);
        List<CaseSummary> together = new ArrayList<>(List.of(found));
        linked.stream()
                .map(CaseLinks.Link::other)
                .filter(other -> access.maySee(other, principal.getName()))
                .forEach(together::add);
        model.addAttribute("linked", linked);
        model.addAttribute("contacts", contacts(together));
        model.addAttribute("documents", casebook.documents(number));
        model.addAttribute("knows", access.mayKnow(found, principal.getName()));
        model.addAttribute("evidence", evidence(together, principal.getName()));
        model.addAttribute("working", access.worksOn(found, principal.getName()));
        model.addAttribute("held", dossiers.held(found));
        model.addAttribute("checked", dossiers.isChecked(found, principal.getName()));
        model.addAttribute(
                "erasable",
                (request.isUserInRole("supervisor") || request.isUserInRole("camunda-admin"))
                        && dossiers.hasCustomer(found));
        model.addAttribute("notices", notices.of(number));
        model.addAttribute("deadlines", deadlines.of(number));
        model.addAttribute("statutory", statutory.earliest(List.of(number)).get(number));
        model.addAttribute("pauseReasons", DeadlineLabels.PAUSE);
        model.addAttribute("units", DeadlineLabels.UNIT);
        model.addAttribute("me", principal.getName());
        model.addAttribute("leads", desk.leads(principal.getName()));
        model.addAttribute("actions", desk.mayAct(principal.getName()) ? desk.actions(found) : List.of());
        return "casebook/case";
    }

    /** What the case's process offers to do with it, such as withdrawal or duplicate of a complaint. */
    @PostMapping("/cases/{number}/{action:[a-z-]+}")
    String act(
            @PathVariable String number,
            @PathVariable String action,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String originalCase,
            @RequestParam(defaultValue = "false") boolean confirmed,
            Principal principal,
            RedirectAttributes answer) {
        desk.get(number);
        if (!desk.mayAct(principal.getName())) {
            throw new Refusal(403, "只有客服专员、投诉专员、客服主管和客服经理可以这样办理个案。", List.of());
        }
        answer.addFlashAttribute("actionInput", new ActionInput(action, reason, originalCase));
        answer(answer, () -> desk.act(number, action, reason, originalCase, confirmed));
        return "redirect:/cases/" + number;
    }

    /**
     * Shows name and numbers once the identity is checked (Q2); what was asked comes with the same request. Departments see them
     * only while they have a task of the case in hand.
     */
    @PostMapping("/cases/{number}/contact")
    String contact(
            @PathVariable String number,
            @RequestParam(defaultValue = "") String method,
            @RequestParam(defaultValue = "") String answer,
            @RequestParam(defaultValue = "") String note,
            Principal principal,
            RedirectAttributes redirect) {
        try {
            if (!method.isEmpty()
                    && dossiers.check(number, method, answer, note, principal.getName())
                            .isEmpty()) {
                throw DossierController.notTheCustomer();
            }
            redirect.addFlashAttribute("contact", dossiers.contact(number, principal.getName()));
        } catch (Refusal refusal) {
            if (refusal.status() == 403 || refusal.status() == 404) {
                throw refusal;
            }
            redirect.addFlashAttribute("identityInput", new IdentityInput(method, note));
            redirect.addFlashAttribute("problem", refusal.getMessage());
        }
        return "redirect:/cases/" + number;
    }

    /** Who may erase a person answers for it: the supervisor of the case, or the administrator. */
    @PostMapping("/cases/{number}/erasure")
    @PreAuthorize("hasAnyRole('supervisor', 'camunda-admin')")
    String erase(
            @PathVariable String number,
            @RequestParam(defaultValue = "") String reason,
            Principal principal,
            RedirectAttributes answer) {
        answer(answer, () -> {
            answer.addFlashAttribute("erasureReason", reason);
            dossiers.erase(number, reason, principal.getName());
            return "已删除客户的个人信息。";
        });
        return "redirect:/cases/" + number;
    }

    /** Tells on the next page what was done, or why not. */
    static void answer(RedirectAttributes answer, Supplier<String> action) {
        try {
            answer.addFlashAttribute("done", action.get());
        } catch (RuntimeException e) {
            Refusal refusal = Refusal.told(e);
            if (refusal == null) {
                throw e;
            }
            answer.addFlashAttribute("problem", refusal.getMessage());
        }
    }

    /** Of the case and those that belong to it, as they were spoken. */
    private List<ContactLine> contacts(List<CaseSummary> together) {
        List<ContactRecord> contacts =
                casebook.contacts(together.stream().map(CaseSummary::caseNumber).toList());
        Map<String, String> names =
                staff.signatures(contacts.stream().map(ContactRecord::person).toList());
        CaseSummary found = together.get(0);
        Map<UUID, String> others = customers.labels(contacts.stream()
                .map(ContactRecord::customerId)
                .filter(id -> id != null && !id.toString().equals(found.customerId()))
                .toList());
        List<ContactLine> lines = new ArrayList<>();
        for (ContactRecord contact : contacts) {
            boolean other = contact.customerId() != null
                    && !contact.customerId().toString().equals(found.customerId());
            lines.add(new ContactLine(
                    lines.size() + 1,
                    other ? others.getOrDefault(contact.customerId(), "已删除的客户") : found.customerLabel(),
                    contact,
                    CaseLabels.of("means", contact.means()),
                    contact.person() == null ? "系统" : names.get(contact.person())));
        }
        return lines;
    }

    private List<EvidenceLine> evidence(List<CaseSummary> together, String person) {
        List<Evidence> shown = together.stream()
                .filter(one -> access.mayKnow(one, person))
                .flatMap(one -> evidence.list(one, person).stream())
                .toList();
        Map<String, String> names =
                staff.signatures(shown.stream().map(Evidence::uploadedBy).toList());
        return shown.stream()
                .map(e -> new EvidenceLine(e, names.get(e.uploadedBy())))
                .toList();
    }

    private Page<EngineTimeline.Entry> course(String processInstanceId, String wanted) {
        if (!wanted.equals("all")) {
            return timeline.page(processInstanceId, Page.number(wanted, Integer.MAX_VALUE));
        }
        List<EngineTimeline.Entry> all = timeline.all(processInstanceId);
        return new Page<>(all, all.size(), 1, 1);
    }
}
