package io.aftercare.casebook;

import io.aftercare.casebook.CaseKind.Fact;
import io.aftercare.casebook.Dossiers.Dossier;
import io.aftercare.casebook.PolicyNotes.PolicyNote;
import io.aftercare.customer.Customers.Contact;
import io.aftercare.customer.IdentityCheck;
import io.aftercare.customer.Order;
import io.aftercare.customer.Profile;
import io.aftercare.platform.Refusal;
import io.aftercare.platform.Staff;
import io.aftercare.wording.Wording;
import java.math.BigDecimal;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the tab 客户档案 in Tasklist shows. Codes come with the words that people read, and times as people write them, in the
 * department's zone: the tab knows neither.
 */
@RestController
class DossierController {

    /**
     * @param kind what the case is called, e.g. 售后
     * @param urgency in words; empty for a case that is not graded
     * @param urgent whether it goes before the others
     * @param wording what to say to the customer at this task, in the order of a conversation
     */
    record TaskCase(
            String caseNumber,
            String kind,
            String urgency,
            boolean urgent,
            String status,
            String customer,
            List<Wording.Line> wording) {}

    /**
     * @param tier {@code standard} or {@code vip}
     * @param ageGroup in words; empty if not known
     * @param preferredChannel in words; empty if not known
     * @param preferredHours empty if not known
     */
    record CustomerView(
            String label,
            String tier,
            String tierLabel,
            String ageGroup,
            String preferredChannel,
            String preferredHours,
            int earlier) {}

    /** @param ofThisCase whether the case is about it */
    record OrderView(
            String number,
            String product,
            BigDecimal amount,
            String paid,
            String signed,
            String courier,
            String trackingNumber,
            boolean ofThisCase) {}

    record EarlierView(
            String caseNumber,
            String received,
            String product,
            String summary,
            String status,
            String outcome,
            String satisfaction) {}

    /** A case that belongs to this one; {@code relation}, {@code status} and {@code outcome} in words. */
    record LinkedView(String caseNumber, String relation, String product, String status, String outcome) {}

    record ContactView(
            String caseNumber,
            String at,
            String means,
            String subject,
            String need,
            String result,
            String followUp,
            String person) {}

    /** @param method in words */
    record CheckView(String method, String note, String by, String at) {}

    /**
     * @param facts what its kind tells of the case, in the order of the work
     * @param customer null if nobody is known, or they were erased
     * @param held that the caller said how to write or send to the customer, and what to ask before it is used, in words; empty if
     *     there is nothing
     * @param check the last check of today that who asks has passed; null if there is none yet
     * @param mayCheck whether who asks may check the identity
     * @param mayReach whether who asks may see name and numbers then
     */
    record DossierView(
            String caseNumber,
            List<Fact> facts,
            CustomerView customer,
            List<OrderView> orders,
            int orderCount,
            List<LinkedView> linked,
            List<EarlierView> earlier,
            List<ContactView> contacts,
            List<PolicyNote> policies,
            String held,
            CheckView check,
            boolean mayCheck,
            boolean mayReach) {}

    record Check(String method, String answer, String note) {}

    private final Dossiers dossiers;
    private final CaseKinds kinds;
    private final PolicyNotes policies;
    private final Staff staff;
    private final Times times;

    DossierController(Dossiers dossiers, CaseKinds kinds, PolicyNotes policies, Staff staff, Times times) {
        this.dossiers = dossiers;
        this.kinds = kinds;
        this.policies = policies;
        this.staff = staff;
        this.times = times;
    }

    @GetMapping("/api/tasks/{taskId}/case")
    @Transactional(readOnly = true)
    TaskCase ofTask(@PathVariable String taskId, Principal who) {
        CaseSummary found = dossiers.ofTask(taskId, who.getName());
        return new TaskCase(
                found.caseNumber(),
                kinds.label(found.processKey()),
                CaseLabels.urgency(found.urgency()),
                "urgent".equals(found.urgency()),
                CaseLabels.status(found.status()),
                found.customerLabel(),
                dossiers.wording(taskId, found));
    }

    /** One transaction, which writes: the look is recorded with what it shows (P1), so that nothing is seen that is not recorded. */
    @GetMapping("/api/cases/{number}/dossier")
    @Transactional
    DossierView dossier(@PathVariable String number, Principal who) {
        Dossier d = dossiers.look(number, who.getName());
        return new DossierView(
                number,
                kinds.facts(d.target()),
                d.customer() == null ? null : customer(d.customer(), d.earlierCount()),
                d.orders().shown().stream()
                        .map(order -> order(order, d.target().orderNumber()))
                        .toList(),
                d.orders().total(),
                d.linked().stream().map(DossierController::linked).toList(),
                d.earlier().stream().map(this::earlier).toList(),
                contacts(d.contacts()),
                policies.today(),
                d.held(),
                d.check() == null ? null : check(d.check()),
                d.mayCheck(),
                d.mayReach());
    }

    /** Answers the check, as the dossier shows it. */
    @PostMapping("/api/cases/{number}/identity")
    CheckView check(@PathVariable String number, @RequestBody Check check, Principal who) {
        return dossiers.check(number, check.method(), check.answer(), check.note(), who.getName())
                .map(this::check)
                .orElseThrow(DossierController::notTheCustomer);
    }

    static Refusal notTheCustomer() {
        return new Refusal(
                409, "与登记的信息不一致，核实未通过并已留痕。请再核对一次；仍不一致时不要透露任何客户信息。", List.of(new Refusal.Field("answer", "与登记的信息不一致")));
    }

    @GetMapping("/api/cases/{number}/contact")
    Contact contact(@PathVariable String number, Principal who) {
        return dossiers.contact(number, who.getName());
    }

    private CustomerView customer(Profile profile, int earlier) {
        return new CustomerView(
                profile.label(),
                profile.tier(),
                "vip".equals(profile.tier()) ? "VIP客户" : "普通客户",
                CaseLabels.of("age", profile.ageGroup()),
                CaseLabels.of("means", profile.preferredChannel()),
                profile.preferredHours() == null ? "" : profile.preferredHours(),
                earlier);
    }

    private OrderView order(Order order, String ofThisCase) {
        return new OrderView(
                order.number(),
                order.product(),
                order.amount(),
                day(order.paidAt()),
                day(order.signedAt()),
                order.courier(),
                order.trackingNumber(),
                order.number().equals(ofThisCase));
    }

    private String day(Instant at) {
        return at == null ? "" : times.local(at).toLocalDate().toString();
    }

    private static LinkedView linked(CaseLinks.Link link) {
        return new LinkedView(
                link.other().caseNumber(),
                link.label(),
                link.other().product(),
                CaseLabels.status(link.other().status()),
                CaseLabels.of("outcome", link.other().outcome()));
    }

    private EarlierView earlier(CaseSummary c) {
        return new EarlierView(
                c.caseNumber(),
                day(c.receivedAt()),
                c.product(),
                c.summary(),
                CaseLabels.status(c.status()),
                CaseLabels.of("outcome", c.outcome()),
                c.satisfaction() == null ? "" : CaseLabels.satisfaction(c.satisfaction()));
    }

    private List<ContactView> contacts(List<ContactRecord> contacts) {
        Map<String, String> names =
                staff.signatures(contacts.stream().map(ContactRecord::person).toList());
        return contacts.stream().map(c -> contact(c, names)).toList();
    }

    private ContactView contact(ContactRecord c, Map<String, String> names) {
        return new ContactView(
                c.caseNumber(),
                times.minute(c.at()),
                CaseLabels.of("means", c.means()),
                c.subject(),
                c.need(),
                c.result(),
                c.followUp(),
                c.person() == null ? "系统" : names.get(c.person()));
    }

    private CheckView check(IdentityCheck check) {
        return new CheckView(
                CaseLabels.of("identity", check.method()),
                check.note() == null ? "" : check.note(),
                staff.signature(check.by()),
                times.minute(check.at()));
    }
}
