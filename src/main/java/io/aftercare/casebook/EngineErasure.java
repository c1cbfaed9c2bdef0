package io.aftercare.casebook;

import io.aftercare.customer.CaseTexts;
import io.aftercare.form.EngineFreeTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.model.bpmn.instance.Documentation;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Erases what cases keep in words when their customer is erased: in our tables what {@link #OURS} names, in the engine's every
 * text that is not a code. Who did what and when, amounts, choices and numbers of orders, parcels and payments stay: books
 * and deadlines have to add up, and name nobody any more.
 */
@Component
class EngineErasure implements CaseTexts {

    /** Stands where something was written. */
    static final String ERASED = "（已删除）";

    /** Columns of free text by table; each of these tables names the case. */
    static final Map<String, List<String>> OURS = new TreeMap<>(Map.ofEntries(
            Map.entry("case_register", List.of("product", "summary", "plan_text", "feedback")),
            Map.entry("contact_record", List.of("subject", "need", "result", "follow_up")),
            Map.entry("case_document", List.of("text")),
            Map.entry("complaint_finding", List.of("finding", "cause", "suggestion")),
            Map.entry("complaint_execution", List.of("note")),
            Map.entry("deadline_occurrence", List.of("set_aside_why")),
            Map.entry("released_task", List.of("task_name")),
            Map.entry("evidence", List.of("name")),
            Map.entry("identity_check", List.of("note")),
            Map.entry("notice", List.of("last_error")),
            Map.entry("fulfilment_order", List.of("product", "courier", "last_answer"))));

    /** What is no word of a person: a code of a form or table, a number, a time, an id. */
    private static final String CODE = "^[A-Za-z0-9_.:/+-]*$";

    /** Such codes as JSON, alone or in a list. */
    private static final String CODES = "^[][A-Za-z0-9_.:/+\",-]*$";

    /** Variables in words that name nobody: the masked label, and the product's own sentences on times. */
    private static final Set<String> KEPT = Set.of(CaseVariables.CUSTOMER_LABEL, CaseVariables.RECEIVED_TEXT);

    /** What the engine adds to the id of an activity around its instances. */
    private static final String MULTIPLE = "#multiInstanceBody";

    private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{[^{}]*+}");

    private final JdbcClient jdbc;
    private final EngineFreeTexts forms;
    // asked for late: who is a customer is known before there is an engine
    private final ObjectProvider<ProcessEngine> engine;

    EngineErasure(JdbcClient jdbc, EngineFreeTexts forms, ObjectProvider<ProcessEngine> engine) {
        this.jdbc = jdbc;
        this.forms = forms;
        this.engine = engine;
    }

    /** @param roots process instances that began a case; @param all those with what they called */
    private record Family(List<String> cases, List<String> roots, List<String> all) {}

    @Override
    public void blank(UUID customerId) {
        Family family = family(customerId);
        if (family.cases().isEmpty() && family.roots().isEmpty()) {
            return;
        }
        ours(family.cases(), customerId);
        variables(family);
        names(family);
        notes(family);
    }

    private Family family(UUID customerId) {
        List<String> roots = jdbc.sql(
                        """
                        select distinct coalesce(i.root_proc_inst_id_, i.proc_inst_id_) from act_hi_procinst i
                         where i.proc_inst_id_ in (select process_instance_id from aftercare.case_register where customer_id = :id)
                            or i.proc_inst_id_ in (select proc_inst_id_ from act_hi_varinst where name_ = 'customerId' and text_ = :id)
                        """)
                .param("id", customerId.toString())
                .query(String.class)
                .list();
        List<String> all = new ArrayList<>(roots);
        List<String> cases =
                new ArrayList<>(jdbc.sql("select case_number from aftercare.case_register where customer_id = ?")
                        .param(customerId.toString())
                        .query(String.class)
                        .list());
        if (!roots.isEmpty()) {
            all.addAll(jdbc.sql("select proc_inst_id_ from act_hi_procinst where root_proc_inst_id_ in (:roots)")
                    .param("roots", roots)
                    .query(String.class)
                    .list());
            cases.addAll(jdbc.sql("select business_key_ from act_hi_procinst where proc_inst_id_ in (:all)"
                            + " and business_key_ is not null")
                    .param("all", all)
                    .query(String.class)
                    .list());
        }
        return new Family(
                cases.stream().distinct().toList(),
                roots,
                all.stream().distinct().toList());
    }

    private void ours(List<String> cases, UUID customerId) {
        if (cases.isEmpty()) {
            return;
        }
        OURS.forEach((table, columns) -> jdbc.sql("update aftercare." + table + " set "
                        + columns.stream().map(EngineErasure::erased).collect(Collectors.joining(", "))
                        + " where case_number in (:cases)")
                .param("cases", cases)
                .update());
        jdbc.sql("update aftercare.deadline_change set reason = :erased where reason is not null and occurrence_id in"
                        + " (select id from aftercare.deadline_occurrence where case_number in (:cases))")
                .param("erased", ERASED)
                .param("cases", cases)
                .update();
        // also to colleagues, who were told of the case
        jdbc.sql("delete from aftercare.notice_text where notice_id in"
                        + " (select id from aftercare.notice where case_number in (:cases))")
                .param("cases", cases)
                .update();
        jdbc.sql("delete from aftercare.evidence_content where evidence_id in"
                        + " (select id from aftercare.evidence where case_number in (:cases))")
                .param("cases", cases)
                .update();
        jdbc.sql(
                        "update aftercare.embedded_booking set product = :erased where product is not null and customer_id = :id")
                .param("erased", ERASED)
                .param("id", customerId)
                .update();
    }

    private static String erased(String column) {
        return column + " = case when " + column + " is null then null else '" + ERASED + "' end";
    }

    /** Values in words, and of the inputs that take any, in the running case, its history and the record of its decisions. */
    private void variables(Family family) {
        if (family.roots().isEmpty()) {
            return;
        }
        Set<String> free = forms.keys();
        free.add(""); // an empty list is no SQL
        for (String table : List.of("act_hi_varinst", "act_hi_detail", "act_ru_variable")) {
            String mine = "v.proc_inst_id_ in (:all)";
            String words = "v.name_ not in (:kept) and (v.name_ in (:free) or %s)";
            jdbc.sql("update " + table + " v set text_ = '" + ERASED + "' where " + mine
                            + (table.equals("act_hi_detail")
                                    ? " and (v.var_type_ = 'string' or v.var_type_ is null)"
                                    : table.equals("act_ru_variable")
                                            ? " and v.type_ = 'string'"
                                            : " and v.var_type_ = 'string'")
                            + " and v.text_ is not null and " + words.formatted("v.text_ !~ :code"))
                    .param("all", family.all())
                    .param("kept", KEPT)
                    .param("free", free)
                    .param("code", CODE)
                    .update();
            jdbc.sql("update act_ge_bytearray b set bytes_ = 'null' from " + table
                            + " v where b.id_ = v.bytearray_id_ and " + mine + " and "
                            + words.formatted("encode(b.bytes_, 'escape') !~ :codes"))
                    .param("all", family.all())
                    .param("kept", KEPT)
                    .param("free", free)
                    .param("codes", CODES)
                    .update();
        }
        String decided = "v.dec_inst_id_ in (select id_ from act_hi_decinst where proc_inst_id_ in (:all))";
        for (String table : List.of("act_hi_dec_in", "act_hi_dec_out")) {
            // what a table answers are its own words; what it was asked may be somebody's
            String words = table.equals("act_hi_dec_in")
                    ? "v.text_ !~ :code"
                    : "v.text_ in (select i.text_ from act_hi_dec_in i where i.dec_inst_id_ = v.dec_inst_id_) and v.text_ !~ :code";
            if (table.equals("act_hi_dec_in")) {
                jdbc.sql(
                                "update act_ge_bytearray b set bytes_ = 'null' from act_hi_dec_in v where b.id_ = v.bytearray_id_ and "
                                        + decided + " and encode(b.bytes_, 'escape') !~ :codes")
                        .param("all", family.all())
                        .param("codes", CODES)
                        .update();
            }
            jdbc.sql("update " + table + " v set text_ = '" + ERASED + "' where v.var_type_ = 'string' and " + decided
                            + " and " + words)
                    .param("all", family.all())
                    .param("code", CODE)
                    .update();
        }
    }

    /** Tasks and activities are called as the diagram calls them, without what an expression or a person put in. */
    private void names(Family family) {
        if (family.all().isEmpty()) {
            return;
        }
        record Named(String definition, String element) {}
        List<Named> elements = jdbc.sql(
                        "select distinct proc_def_id_ as definition, act_id_ as element from act_hi_actinst"
                                + " where proc_inst_id_ in (:all)")
                .param("all", family.all())
                .query(Named.class)
                .list();
        for (Named each : elements) {
            var element = engine.getObject()
                    .getRepositoryService()
                    .getBpmnModelInstance(each.definition())
                    .getModelElementById(each.element().replace(MULTIPLE, ""));
            if (element instanceof FlowElement flow) {
                String said = flow.getDocumentations().stream()
                        .map(Documentation::getTextContent)
                        .findFirst()
                        .map(EngineErasure::literal)
                        .orElse(null);
                String name = literal(flow.getName());
                jdbc.sql(
                                "update act_hi_actinst set act_name_ = :name where proc_inst_id_ in (:all) and act_id_ = :element")
                        .param("name", name)
                        .param("all", family.all())
                        .param("element", each.element())
                        .update();
                for (String table : List.of("act_hi_taskinst", "act_ru_task")) {
                    jdbc.sql("update " + table + " set name_ = :name, description_ = :said"
                                    + " where proc_inst_id_ in (:all) and task_def_key_ = :element")
                            .param("name", name)
                            .param("said", said)
                            .param("all", family.all())
                            .param("element", each.element())
                            .update();
                }
            }
        }
    }

    private static String literal(String text) {
        return text == null ? null : EXPRESSION.matcher(text).replaceAll("…");
    }

    /** Comments, reasons, annotations, and what an error quoted. */
    private void notes(Family family) {
        if (family.all().isEmpty()) {
            return;
        }
        for (String[] column : new String[][] {
            {"act_hi_procinst", "delete_reason_"},
            {"act_hi_taskinst", "delete_reason_"},
            {"act_hi_op_log", "annotation_"},
            {"act_hi_op_log", "org_value_"},
            {"act_hi_op_log", "new_value_"},
            {"act_hi_attachment", "name_"},
            {"act_hi_attachment", "description_"},
            {"act_hi_attachment", "url_"},
            {"act_hi_incident", "incident_msg_"},
            {"act_hi_incident", "annotation_"},
            {"act_ru_incident", "incident_msg_"},
            {"act_ru_incident", "annotation_"},
            {"act_hi_ext_task_log", "error_msg_"},
            {"act_ru_ext_task", "error_msg_"},
        }) {
            jdbc.sql("update " + column[0] + " set " + column[1] + " = '" + ERASED
                            + "' where proc_inst_id_ in (:all) and " + column[1] + " !~ :code")
                    .param("all", family.all())
                    .param("code", CODE)
                    .update();
        }
        jdbc.sql("update act_hi_job_log set job_exception_msg_ = '" + ERASED
                        + "' where process_instance_id_ in (:all) and job_exception_msg_ is not null")
                .param("all", family.all())
                .update();
        jdbc.sql("update act_ru_job set exception_msg_ = '" + ERASED
                        + "' where process_instance_id_ in (:all) and exception_msg_ is not null")
                .param("all", family.all())
                .update();
        jdbc.sql("update act_hi_comment set message_ = '" + ERASED + "', full_msg_ = convert_to('" + ERASED
                        + "', 'UTF8') where type_ = 'comment' and (proc_inst_id_ in (:all)"
                        + " or task_id_ in (select id_ from act_hi_taskinst where proc_inst_id_ in (:all)))")
                .param("all", family.all())
                .update();
        jdbc.sql(
                        """
                        update act_ge_bytearray b set bytes_ = '' where b.id_ in (
                          select job_exception_stack_id_ from act_hi_job_log where process_instance_id_ in (:all)
                          union select exception_stack_id_ from act_ru_job where process_instance_id_ in (:all)
                          union select error_details_id_ from act_hi_ext_task_log where proc_inst_id_ in (:all)
                          union select content_id_ from act_hi_attachment where proc_inst_id_ in (:all))
                        """)
                .param("all", family.all())
                .update();
    }
}
