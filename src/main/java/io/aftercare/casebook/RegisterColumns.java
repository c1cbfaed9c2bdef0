package io.aftercare.casebook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the register's columns are derived from, in one place. Everything comes from the engine's history of one process
 * instance, its tasks also from that of the instances that it called, so that a row written with the case and a row rebuilt
 * years later are the same; only by when a case that is over had to be done, the ledger of deadlines tells.
 *
 * <p>A process takes part by conventions, whatever it is called:
 *
 * <ul>
 *   <li>its business key is a case number ({@link #CASE_NUMBER}) and no other process called it;
 *   <li>its variables have the names below (only those of the process instance count, local ones do not);
 *   <li>its phases are embedded sub-processes whose ids begin with {@code Phase_}; the name is what people see;
 *   <li>the variable {@code closed} is true once the customer was told that the case is closed;
 *   <li>the activity {@code Archive} files the case;
 *   <li>the steps in {@link #PROMISES} have a deadline by which the matter is to be settled.
 * </ul>
 */
final class RegisterColumns {

    /** POSIX regular expression of a case number: prefix, day, sequence. */
    static final String CASE_NUMBER = "^[A-Z]{2}[0-9]{8}[0-9]{3,}$";

    private static final String PHASE_PREFIX = "Phase_";
    private static final String ARCHIVE = "Archive";

    /** Steps whose deadline says by when the customer has what was promised, or the law asks for; not the work after that. */
    private static final String PROMISES =
            "('plan-answer', 'explanation', 'execution', 'after-sales', 'remedy-statutory')";

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> aggregates = new LinkedHashMap<>();
    private final Set<String> variables = new TreeSet<>();

    RegisterColumns() {
        column("case_number", "p.business_key_");
        column("process_key", "p.proc_def_key_");
        column("process_instance_id", "p.id_");
        column("customer_id", text("customerId"));
        column("customer_label", text("customerLabel"));
        column("channel", text("channel"));
        column("received_at", firstOf(instant("receivedAt"), "p.start_time_::timestamptz"));
        column("order_number", text("orderNumber"));
        column("product", text("product"));
        column("summary", text("summary"));
        column("category", text("category"));
        column("demand_type", text("demandType"));
        column("urgency", text("urgency"));
        column("severity", text("severity"));
        column("level", whole("level"));
        column("responsible_department", text("responsibleDepartment"));
        column("departments", list("departments"));
        column("plan_text", text("planText"));
        column("amount", decimal("amount"));
        column("handler", text("handler"));
        column("phase", "phase.name");
        column("current_tasks", "task.names");
        column("assignees", "task.assignees");
        String status =
                "case when " + text("outcome") + " in ('withdrawn', 'duplicate', 'cancelled') then " + text("outcome")
                        + " when archive.at is not null then 'archived'"
                        + " when p.end_time_ is not null or " + whole("closed") + " = 1 then 'closed' else 'open' end";
        column(
                "due_at",
                "case when " + status + " = 'open' then task.due_at else coalesce(promise.due_at, task.due_at) end");
        // rating and words of the latest callback, which is the second one after closing
        column("satisfaction", firstOf(text("secondSatisfaction"), text("satisfaction")));
        column(
                "feedback",
                "case when " + text("secondSatisfaction") + " is null then " + text("feedback") + " else "
                        + text("secondFeedback") + " end");
        column("outcome", text("outcome"));
        column("original_case", text("originalCase"));
        column("status", status);
        column("closed_at", "p.end_time_::timestamptz");
        column("archived_at", "archive.at");
    }

    /** Whether a change of this process variable changes a row. */
    boolean readsVariable(String name) {
        return variables.contains(name);
    }

    /** Whether the start or end of this activity changes a row. */
    boolean readsActivity(String id) {
        return id != null && (id.startsWith(PHASE_PREFIX) || id.equals(ARCHIVE));
    }

    /**
     * The statement that writes the rows of the process instances {@code p} that fulfil the condition.
     *
     * <p>Times in the engine's tables have no zone; the driver writes them in the session's, in which the cast reads them.
     */
    String upsert(String condition) {
        String columns = String.join(", ", sources.keySet());
        String updates = sources.keySet().stream()
                .filter(column -> !column.equals("process_instance_id"))
                .map(column -> column + " = excluded." + column)
                .collect(Collectors.joining(", "));
        String selected = aggregates.entrySet().stream()
                .map(a -> a.getValue() + " as " + a.getKey())
                .collect(Collectors.joining(",\n      "));
        return """
                insert into aftercare.case_register (%s)
                select %s
                from act_hi_procinst p
                left join lateral (
                    select
                      %s
                    from act_hi_varinst v
                    left join act_ge_bytearray bytes
                      on bytes.id_ = v.bytearray_id_ and v.var_type_ in ('json', 'spin://application/json')
                    where v.proc_inst_id_ = p.id_ and v.execution_id_ = p.id_ and v.state_ is distinct from 'DELETED'
                ) variable on true
                left join lateral (
                    select a.act_name_ as name from act_hi_actinst a
                    where a.proc_inst_id_ = p.id_ and starts_with(a.act_id_, '%s') and a.act_type_ = 'subProcess'
                    order by a.start_time_ desc, a.sequence_counter_ desc limit 1
                ) phase on true
                left join lateral (
                    select max(a.end_time_)::timestamptz as at from act_hi_actinst a
                    where a.proc_inst_id_ = p.id_ and a.act_id_ = '%s' and a.act_inst_state_ is distinct from 2
                ) archive on true
                left join lateral (
                    select
                      string_agg(distinct t.name_, '、') filter (where t.end_time_ is null) as names,
                      string_agg(distinct t.assignee_, ',') filter (where t.end_time_ is null) as assignees,
                      coalesce(
                        min(t.due_date_) filter (where t.end_time_ is null),
                        (array_agg(t.due_date_ order by t.end_time_ desc, t.id_)
                          filter (where t.end_time_ is not null and t.due_date_ is not null))[1])::timestamptz as due_at
                    from act_hi_taskinst t where t.root_proc_inst_id_ = p.id_
                ) task on true
                left join lateral (
                    select o.due_at from aftercare.deadline_occurrence o
                    where o.case_number = p.business_key_ and o.process_instance_id = p.id_
                      and (o.step in %9$s or o.told <> '' and o.step <> 'satisfaction')
                    order by o.step in %9$s desc, o.anchored_at desc, o.due_at desc limit 1
                ) promise on true
                where p.business_key_ ~ '%s' and p.super_process_instance_id_ is null and %s
                order by p.start_time_, p.id_
                on conflict (process_instance_id) do update set %s
                """
                .formatted(
                        columns,
                        String.join(", ", sources.values()),
                        selected,
                        PHASE_PREFIX,
                        ARCHIVE,
                        CASE_NUMBER,
                        condition,
                        updates,
                        PROMISES);
    }

    private void column(String name, String source) {
        sources.put(name, source);
    }

    private static String firstOf(String first, String second) {
        return "coalesce(" + first + ", " + second + ")";
    }

    private String text(String variable) {
        return aggregate(variable, "text", "max(v.text_) filter (where v.name_ = '%s')");
    }

    private String instant(String variable) {
        return aggregate(
                variable,
                "instant",
                "to_timestamp(max(v.long_) filter (where v.name_ = '%s' and v.var_type_ = 'date') / 1000.0)");
    }

    private String whole(String variable) {
        return aggregate(variable, "whole", "(max(v.long_) filter (where v.name_ = '%s'))::integer");
    }

    /** A number however a form or a program delivered it. */
    private String decimal(String variable) {
        return aggregate(
                variable,
                "number",
                "max(coalesce(v.double_::numeric, v.long_::numeric,"
                        + " case when v.text_ ~ '^[0-9]{1,12}([.][0-9]{1,6})?$' then v.text_::numeric end))"
                        + " filter (where v.name_ = '%s')");
    }

    /** A JSON list of texts, comma separated. */
    private String list(String variable) {
        return aggregate(
                variable,
                "list",
                "max(case when v.name_ = '%s' and bytes.bytes_ is not null then"
                        + " translate(convert_from(bytes.bytes_, 'UTF8'), '[]\" ', '') end)");
    }

    private String aggregate(String variable, String kind, String expression) {
        variables.add(variable);
        String name = (variable + "_" + kind).toLowerCase(java.util.Locale.ROOT);
        aggregates.put(name, expression.formatted(variable));
        return "variable." + name;
    }
}
