package io.aftercare.casebook;

import io.aftercare.platform.Refusal;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.springframework.stereotype.Component;

/**
 * Who may see a case and who works on it. The engine's own grants decide: who may read the history of a process sees its
 * cases, and who works on a case also those that are linked with it, so that no question is asked twice (A8). Auditors see them all and work on none.
 */
@Component
class EngineCaseAccess {

    /** Whoever has a post here may read the lists of all cases; a login alone is none. */
    static final String STAFF = "hasAnyRole(@staff.groups().keySet().toArray(new String[0]))";

    private final CaseDesk desk;
    private final EngineWorklist worklist;
    private final CaseLinks links;
    private final AuthorizationService authorizations;

    EngineCaseAccess(CaseDesk desk, EngineWorklist worklist, CaseLinks links, AuthorizationService authorizations) {
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

    /** Whether the person is of customer service, which works on every case, or has a task of this one in hand. */
    boolean worksOn(CaseSummary target, String person) {
        return desk.mayAct(person) || hasTask(target, person);
    }

    private static boolean hasTask(CaseSummary target, String person) {
        return target.assignees() != null
                && List.of(target.assignees().split(",")).contains(person);
    }
}
