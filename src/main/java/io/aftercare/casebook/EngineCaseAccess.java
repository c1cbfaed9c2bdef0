package io.aftercare.casebook;

import io.aftercare.notification.NoticeReaders;
import io.aftercare.platform.Refusal;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who may see a case, who works on it, and who may know what is personal in it (P1). Every address of ours that shows any of it asks
 * here:
 *
 * <ul>
 *   <li><b>The case</b>, with the customer masked: register and its files, page, course, dossier. The engine's own grants decide: who
 *       may read the history of a process sees its cases, and who works on a case also those that are linked with it, so that no
 *       question is asked twice (A8). A look at a dossier is recorded.
 *   <li><b>Evidence</b>, which may show a person or a home, and <b>what a customer was told</b>, which names them: who has or had work on the case or one linked with it, which is who has a
 *       task of it or finished one, or took the call; who leads customer service; auditors. Who only might claim a task claims it
 *       first. Each look, at the list too, is recorded.
 *   <li><b>Name and numbers</b>: of those, who deals with the customer: customer service, and a department while it has a task in hand;
 *       no auditor. Not before this person has checked the identity today ({@link io.aftercare.customer.IdentityChecks}). Each look
 *       is recorded.
 *   <li><b>Checking an identity</b>: also anybody of customer service, since whoever answers the phone checks before they speak (Q2);
 *       by what is compared here only, and it opens nothing to them.
 * </ul>
 */
@Component
class EngineCaseAccess implements NoticeReaders {

    /** Whoever has a post here may read the lists of all cases; a login alone is none. */
    static final String STAFF = "hasAnyRole(@staff.groups().keySet().toArray(new String[0]))";

    private final CaseDesk desk;
    private final EngineWorklist worklist;
    private final CaseLinks links;
    private static final String AUDITOR = "auditor";

    private final JdbcClient jdbc;
    private final Casebook casebook;
    private final AuthorizationService authorizations;

    EngineCaseAccess(
            JdbcClient jdbc,
            Casebook casebook,
            CaseDesk desk,
            EngineWorklist worklist,
            CaseLinks links,
            AuthorizationService authorizations) {
        this.jdbc = jdbc;
        this.casebook = casebook;
        this.links = links;
        this.desk = desk;
        this.worklist = worklist;
        this.authorizations = authorizations;
    }

    /**
     * The case, for somebody who may see it.
     *
     * @throws Refusal 404 if there is no such case, 403 if the person may not see it
     */
    CaseSummary seen(String caseNumber, String person) {
        CaseSummary found = desk.get(caseNumber);
        if (!maySee(found, person)) {
            throw new Refusal(403, "您没有权限查看这件个案。如果工作需要，请联系客服主管。", List.of());
        }
        return found;
    }

    boolean maySee(CaseSummary target, String person) {
        return hasTask(target, person)
                || authorizations.isUserAuthorized(
                        person,
                        worklist.groups(person),
                        Permissions.READ_HISTORY,
                        Resources.PROCESS_DEFINITION,
                        target.processKey())
                || links.of(target.caseNumber()).stream().anyMatch(link -> hasTask(link.other(), person));
    }

    /** Whether the person may look at the evidence of the case, and at what the customer was told. */
    boolean mayKnow(CaseSummary target, String person) {
        return oversees(person)
                || hadWork(target, person)
                || links.of(target.caseNumber()).stream().anyMatch(link -> hadWork(link.other(), person));
    }

    private boolean oversees(String person) {
        return desk.leads(person) || worklist.groups(person).contains(AUDITOR);
    }

    /** As {@link #mayKnow}; of a case that is in no register, who oversees all. */
    @Override
    public boolean mayRead(String caseNumber, String person) {
        return casebook.find(caseNumber).map(found -> mayKnow(found, person)).orElseGet(() -> oversees(person));
    }

    /**
     * The case, for somebody who may look at its evidence.
     *
     * @throws Refusal 404 if there is no such case, 403 if the person may not
     */
    CaseSummary known(String caseNumber, String person) {
        CaseSummary found = seen(caseNumber, person);
        if (!mayKnow(found, person)) {
            throw new Refusal(403, "证据只对办理或接待过这件个案的同事、客服主管、客服经理和审计开放。需要查看时，请先认领它的任务。", List.of());
        }
        return found;
    }

    /** Whether the person deals with the customer in this case: may see name and numbers after a check, and adds evidence. */
    boolean worksOn(CaseSummary target, String person) {
        return desk.leads(person) || hasTask(target, person) || desk.mayAct(person) && hadWork(target, person);
    }

    /** Whether the person may check who somebody is. */
    boolean mayCheck(CaseSummary target, String person) {
        return desk.mayAct(person) || hasTask(target, person);
    }

    /** The task's last assignee had the work: who claimed it and gave it back had none. */
    private boolean hadWork(CaseSummary target, String person) {
        return jdbc.sql(
                        "select exists (select 1 from act_hi_taskinst where root_proc_inst_id_ = :instance and assignee_ = :person)"
                                + " or exists (select 1 from aftercare.contact_record where case_number = :case and person = :person)")
                .param("instance", target.processInstanceId())
                .param("case", target.caseNumber())
                .param("person", person)
                .query(Boolean.class)
                .single();
    }

    private static boolean hasTask(CaseSummary target, String person) {
        return target.assignees() != null
                && List.of(target.assignees().split(",")).contains(person);
    }
}
