package io.aftercare.casebook;

import io.aftercare.casebook.Reception.Kind;
import io.aftercare.casebook.Reception.Receipt;
import io.aftercare.casebook.Reception.Received;
import io.aftercare.customer.ContactPerson;
import io.aftercare.customer.PersonalVariables;
import io.aftercare.customer.SamePerson;
import io.aftercare.form.FormCheck;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.stereotype.Component;

/**
 * Receives a case as its process starts, whichever way it starts: start form, REST or message. What was said of the person
 * leaves the process here, before anything is written.
 */
@Component
public class EngineReception {

    // until somebody judges the case
    private static final int USUAL_PRIORITY = 50;

    /** Channels on which the customer is there to be asked back; what is written to us waits for nobody. */
    private static final Set<String> ANSWERED_AT_ONCE = Set.of("phone", "visit", "chat");

    /** Channels on which a person of ours hears the customer; what comes by the others may have been put in by a program. */
    private static final Set<String> IN_CONVERSATION = Set.of("phone", "visit");

    /** Who registers and checks cases; others may take a call, too, but leave the case to them. */
    private static final Set<String> HANDLERS = Set.of("agent");

    /** Variable that a case which opens another hands over with the receipt; a person who sends it is refused like with any other. */
    static final String KNOWN = "known";

    /** Of the same order; more are counted. */
    private static final int NAMED_CASES = 10;

    private final Reception reception;
    private final FormCheck forms;
    private final Casebook casebook;

    EngineReception(Reception reception, FormCheck forms, Casebook casebook) {
        this.reception = reception;
        this.casebook = casebook;
        this.forms = forms;
    }

    /**
     * Checks the variables of a process instance that starts by the rules of its start form, receives the case, and leaves
     * the business key and the variables of {@link CaseVariables}, beside the form's other inputs.
     *
     * @param later variables that the diagram's conditions ask for before they are known; they are null from here on
     * @throws io.aftercare.platform.Refusal naming every input that is wrong; nothing is kept then
     */
    public Received receive(DelegateExecution execution, String formId, Kind kind, List<String> later) {
        Map<String, Object> known = known(execution);
        Map<String, Object> said = forms.check(formId, execution.getVariables(), Map.of());
        Received received = reception.receive(
                kind,
                new Receipt(
                        text(said, CaseVariables.CHANNEL),
                        text(said, CaseVariables.RECEIVED_AT) == null
                                ? null
                                : OffsetDateTime.parse(text(said, CaseVariables.RECEIVED_AT))
                                        .toInstant(),
                        text(said, CaseVariables.CUSTOMER_ID),
                        text(said, PersonalVariables.NAME),
                        text(said, PersonalVariables.PHONE),
                        text(said, PersonalVariables.EMAIL),
                        text(said, PersonalVariables.ADDRESS),
                        text(said, CaseVariables.ORDER_NUMBER),
                        text(said, CaseVariables.PRODUCT),
                        text(said, PersonalVariables.DESCRIPTION),
                        caller(said),
                        samePerson(formId, said),
                        Context.getCommandContext().getAuthenticatedUserId()));
        execution.setProcessBusinessKey(received.caseNumber());
        execution.removeVariables(PersonalVariables.NAMES);
        execution.removeVariable(CaseVariables.SAME_PERSON);
        // texts as the form's rules have cleaned them
        said.forEach((name, value) -> {
            if (value instanceof String
                    && !PersonalVariables.NAMES.contains(name)
                    && !CaseVariables.SAME_PERSON.equals(name)) {
                execution.setVariable(name, value);
            }
        });
        execution.setVariable(CaseVariables.CASE_NUMBER, received.caseNumber());
        execution.setVariable(
                CaseVariables.CUSTOMER_ID, received.customer().id().toString());
        execution.setVariable(CaseVariables.CUSTOMER_LABEL, received.customer().label());
        execution.setVariable(CaseVariables.CUSTOMER_TIER, received.customer().tier());
        execution.setVariable(CaseVariables.RECEIVED_AT, Date.from(received.receivedAt()));
        execution.setVariable(CaseVariables.RECEIVED_TEXT, received.receivedText());
        String orderNumber = received.order() == null ? null : received.order().number();
        execution.setVariable(CaseVariables.ORDER_NUMBER, orderNumber);
        execution.setVariable(CaseVariables.ORDER_AMOUNT, received.paid());
        execution.setVariable(CaseVariables.SAME_ORDER, sameOrder(orderNumber));
        execution.setVariable(CaseVariables.PRODUCT, received.product());
        execution.setVariable(CaseVariables.SUMMARY, received.summary());
        execution.setVariable(CaseVariables.HANDLER, firstAsked(text(said, CaseVariables.CHANNEL)));
        execution.setVariable(CaseVariables.PRIORITY, USUAL_PRIORITY);
        execution.setVariable(CaseVariables.CLOSED, false);
        later.forEach(name -> execution.setVariable(name, null));
        execution.setVariables(known);
        return received;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> known(DelegateExecution execution) {
        if (Context.getCommandContext().getAuthenticatedUserId() != null || !execution.hasVariable(KNOWN)) {
            return Map.of();
        }
        Map<String, Object> known = (Map<String, Object>) execution.getVariable(KNOWN);
        execution.removeVariable(KNOWN);
        return known;
    }

    /** Null if the customer speaks for themselves. */
    private static ContactPerson caller(Map<String, Object> said) {
        String relation = text(said, CaseVariables.CALLER_RELATION);
        return relation == null || relation.equals("self")
                ? null
                : new ContactPerson(
                        relation,
                        text(said, PersonalVariables.CALLER_NAME),
                        text(said, PersonalVariables.CALLER_PHONE));
    }

    /** Where nobody can be asked, or the form has no place for the answer, the case is received and the question stays. */
    private SamePerson samePerson(String formId, Map<String, Object> said) {
        String answer = text(said, CaseVariables.SAME_PERSON);
        boolean askable = ANSWERED_AT_ONCE.contains(text(said, CaseVariables.CHANNEL))
                && forms.asks(formId, CaseVariables.SAME_PERSON);
        return answer == null && !askable ? SamePerson.UNKNOWN : SamePerson.of(answer);
    }

    /** Who has the customer before them goes on with the case (首问负责制, T3); null if nobody has. */
    private static String firstAsked(String channel) {
        Authentication person = Context.getCommandContext().getAuthentication();
        return channel == null
                        || !IN_CONVERSATION.contains(channel)
                        || person == null
                        || person.getGroupIds() == null
                        || Collections.disjoint(person.getGroupIds(), HANDLERS)
                ? null
                : person.getUserId();
    }

    /** So that nobody promises what another case has given; null if the order is in no other. */
    private String sameOrder(String orderNumber) {
        List<CaseSummary> cases = orderNumber == null ? List.of() : casebook.ofOrder(orderNumber);
        String named = cases.stream()
                .limit(NAMED_CASES)
                .map(other -> other.caseNumber() + "（" + CaseLabels.status(other.status()) + "）")
                .collect(Collectors.joining("、"));
        return cases.isEmpty() ? null : cases.size() > NAMED_CASES ? named + "等 " + cases.size() + " 件" : named;
    }

    private static String text(Map<String, Object> said, String name) {
        Object value = said.get(name);
        return value == null || value.toString().isBlank()
                ? null
                : value.toString().strip();
    }
}
