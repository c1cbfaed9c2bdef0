package io.aftercare.casebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.AftercareTest;
import io.aftercare.aftersales.AfterSalesDesk;
import io.aftercare.complaint.Department;
import io.aftercare.platform.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.Spin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@AftercareTest
@DisplayName("P1 Once a customer is erased, nothing that was written of them stands anywhere in clear")
class ErasureTest {

    /** Begins every text that is typed here, and stands in no model, form or other test. */
    private static final String MARK = "秘语";

    private static final String NAME = "尉迟宝琳珊";
    private static final String PHONE = "13811119753";
    private static final String EMAIL = "yuchi.bls@example.com";
    private static final String ADDRESS = "杭州市西湖区紫荆花路77号3幢801室";
    private static final List<String> PERSONAL = List.of(MARK, NAME, "宝琳珊", PHONE, "yuchi.bls", "紫荆花路", "3幢801");

    private static final String AGENT = "yangxiao";
    private static final String SUPERVISOR = "chenjing";
    private static final String REASON = "客户来信要求删除个人信息";

    /** Columns of our tables in which nobody can write anything: ids and names of ours, codes, numbers, words of models and tables. */
    private static final Map<String, List<String>> CODES = Map.ofEntries(
            Map.entry(
                    "case_register",
                    List.of(
                            "process_key",
                            "process_instance_id",
                            "customer_id",
                            "customer_label",
                            "channel",
                            "order_number",
                            "category",
                            "demand_type",
                            "urgency",
                            "severity",
                            "responsible_department",
                            "departments",
                            "handler",
                            "phase",
                            "current_tasks",
                            "assignees",
                            "satisfaction",
                            "outcome",
                            "original_case",
                            "status")),
            Map.entry("contact_record", List.of("means", "person")),
            Map.entry("case_document", List.of("kind", "title")),
            Map.entry("complaint_finding", List.of("department", "person", "responsible")),
            Map.entry("complaint_execution", List.of("plan", "department", "person", "result", "tracking_number")),
            Map.entry(
                    "deadline_occurrence",
                    List.of(
                            "process_key",
                            "process_instance_id",
                            "scope_execution_id",
                            "activity_id",
                            "label",
                            "step",
                            "department",
                            "decision_id",
                            "rule_id",
                            "clause",
                            "told",
                            "inputs",
                            "calendar",
                            "escalate_to",
                            "state",
                            "kind",
                            "span",
                            "extend_by",
                            "pause_limit",
                            "calendar_version",
                            "set_aside_for")),
            Map.entry(
                    "released_task", List.of("task_id", "process_key", "process_instance_id", "person", "person_name")),
            Map.entry("deadline_change", List.of("kind", "changed_by")),
            Map.entry("deadline_reminder", List.of("level", "recipient")),
            Map.entry("evidence", List.of("media_type", "sha256", "uploaded_by")),
            Map.entry("identity_check", List.of("method", "checked_by")),
            Map.entry(
                    "notice",
                    List.of(
                            "process_instance_id",
                            "kind",
                            "audience",
                            "staff_user_id",
                            "channel",
                            "state",
                            "message_id",
                            "phoned_by",
                            "call_result")),
            Map.entry("notice_look", List.of("looked_by")),
            Map.entry("personal_data_look", List.of("person", "what", "subject")),
            Map.entry("case_link", List.of("other_case", "relation")),
            Map.entry(
                    "fulfilment_order",
                    List.of(
                            "decision",
                            "kind",
                            "order_number",
                            "proposer",
                            "approved_by",
                            "state",
                            "reference",
                            "finished_by")),
            Map.entry("embedded_booking", List.of("key", "kind", "reference", "order_number")));

    /** Of no customer: numbers, notes on policies, the stock, keys of our own; and who erased whom and why, which stays. */
    private static final Set<String> NOBODYS = Set.of(
            "case_number_sequence", "policy_note", "embedded_stock", "cookie_key", "erasure", "flyway_schema_history");

    @Autowired
    Department department;

    @Autowired
    AfterSalesDesk desk;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Dossiers dossiers;

    @Autowired
    DeadlineDesk deadlines;

    @Autowired
    EvidenceDesk evidence;

    @Autowired
    Casebook casebook;

    @BeforeEach
    void a_working_day() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-23T01:00:00Z")));
    }

    @AfterEach
    void today() {
        ClockUtil.reset();
    }

    @Test
    @DisplayName("of a complaint and an after-sales case, with every free text filled in, from receipt to archive")
    void nothing_is_left() {
        String complaint = complaint();
        String customer = casebook.find(complaint).orElseThrow().customerId();
        String aftersales = afterSales(customer);

        assertThat(places(MARK)).as("that the search finds what there is").hasSizeGreaterThan(20);

        dossiers.erase(complaint, REASON, SUPERVISOR);

        for (String personal : PERSONAL) {
            assertThat(places(personal)).as(personal).isEmpty();
        }
        assertThat(jdbc.sql("select person || ' ' || reason from aftercare.erasure where customer_id = ?::uuid")
                        .param(customer)
                        .query(String.class)
                        .single())
                .isEqualTo(SUPERVISOR + " " + REASON);
        for (String number : List.of(complaint, aftersales)) {
            assertThat(casebook.find(number).orElseThrow())
                    .as("the case itself stays")
                    .returns("archived", CaseSummary::status)
                    .returns(EngineErasure.ERASED, CaseSummary::summary);
        }
        assertThat(department.variable(instance(complaint), "outcome"))
                .as("what was chosen stays")
                .isEqualTo("resolved");
    }

    @Test
    void every_text_of_our_tables_is_erased_or_known_to_be_nobodys() {
        Set<String> undeclared = new TreeSet<>();
        jdbc.sql(
                        """
                        select c.table_name, c.column_name from information_schema.columns c
                          join information_schema.tables t using (table_schema, table_name)
                         where c.table_schema = 'aftercare' and t.table_type = 'BASE TABLE' and c.table_name not like 'act\\_%'
                           and (c.data_type in ('text', 'character varying', 'character', 'bytea', 'json', 'jsonb', 'xml', 'ARRAY', 'USER-DEFINED'))
                           and c.column_name <> 'case_number'
                        """)
                .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .forEach(column -> {
                    String table = column.getKey();
                    boolean known = NOBODYS.contains(table)
                            || goesWithTheCustomer().contains(table)
                            || EngineErasure.OURS.getOrDefault(table, List.of()).contains(column.getValue())
                            || CODES.getOrDefault(table, List.of()).contains(column.getValue())
                            || Set.of("deadline_change reason", "embedded_booking product")
                                    .contains(table + " " + column.getValue());
                    if (!known) {
                        undeclared.add(table + "." + column.getValue());
                    }
                });

        assertThat(undeclared)
                .as("name it in EngineErasure where people write in it, here where they cannot")
                .isEmpty();
    }

    /** Tables whose rows go with the customer's, directly or with what goes. */
    private Set<String> goesWithTheCustomer() {
        return Set.copyOf(jdbc.sql(
                        """
                        with recursive gone as (
                          select 'aftercare.customer'::regclass as id
                          union select conrelid from pg_constraint join gone on confrelid = gone.id
                           where contype = 'f' and confdeltype = 'c')
                        select relname from pg_class join gone on pg_class.oid = gone.id::oid
                        """)
                .query(String.class)
                .list());
    }

    private String complaint() {
        Map<String, Object> said = new HashMap<>(Map.of(
                "channel", "phone",
                "customerName", NAME,
                "customerPhone", PHONE,
                "customerEmail", EMAIL,
                "customerAddress", ADDRESS,
                "product", MARK + "保温杯",
                "description", MARK + "我是" + NAME + "，电话" + PHONE + "，住" + ADDRESS + "，邮箱" + EMAIL));
        String id = department.as(AGENT, () -> runtime.startProcessInstanceByKey("complaint", said)
                .getProcessInstanceId());
        String number = department.caseNumber(id);
        department.as(
                AGENT,
                () -> tasks.createComment(
                        department.task(id, "Task_Register").getId(), id, MARK + "备注，" + NAME + "下午在家"));
        evidence.add(number, List.of(new EvidenceDesk.Upload(MARK + "照片.jpg", SampleFiles.jpeg(97))), AGENT);
        Task renamed = department.task(id, "Task_Register");
        renamed.setName(MARK + "登记");
        renamed.setDescription(MARK + "请先看备注");
        tasks.saveTask(renamed);
        fill(department, id, "Task_Register", AGENT, registration());
        department.settle(id);
        fill(department, id, "Task_FirstResponse", AGENT, Map.of("stepsExplained", true, "preferredContact", "phone"));
        fill(department, id, "Task_Verify", "zhoutao", Map.of("responsible", "yes"));
        fill(
                department,
                id,
                "Task_Conclude",
                AGENT,
                Map.of("verdict", "company", "responsibleDepartment", "logistics"));
        fill(department, id, "Task_ProposePlan", AGENT, plan());
        fill(department, id, "Task_ApprovePlan", SUPERVISOR, Map.of("approval", "return"));
        fill(department, id, "Task_ProposePlan", AGENT, plan());
        fill(department, id, "Task_ApprovePlan", SUPERVISOR, Map.of("approval", "approve"));
        extension(id, number);
        fill(department, id, "Task_PlanAnswer", AGENT, Map.of("planAnswer", "refused"));
        fill(department, id, "Task_ProposePlan", AGENT, plan());
        fill(department, id, "Task_ApprovePlan", SUPERVISOR, Map.of("approval", "approve"));
        fill(department, id, "Task_PlanAnswer", AGENT, Map.of("planAnswer", "accepted"));
        fill(
                department,
                id,
                "Task_Execute",
                "zhoutao",
                Map.of("executionResult", "done", "trackingNumber", "SF1234567890"));
        fill(department, id, "Task_ConfirmExecution", AGENT, Map.of("executionVerdict", "ok"));
        fill(department, id, "Task_Satisfaction", AGENT, Map.of("satisfaction", "5"));
        department.pass(id, Duration.ofHours(73));
        fill(department, id, "Task_SecondCallback", AGENT, Map.of("secondSatisfaction", "4"));
        fill(department, id, "Task_Archive", AGENT, Map.of("rootCause", "logistics", "trainingNeeded", true));
        for (String open : department.openTasks(id)) {
            fill(department, id, open, "heping", Map.of());
        }
        department.settle(id);
        assertThat(department.ended(id)).as("%s", department.openTasks(id)).isTrue();
        return number;
    }

    private void extension(String id, String number) {
        UUID occurrence = jdbc.sql("select id from aftercare.deadline_occurrence where case_number = ?"
                        + " and finished_at is null and extensions_allowed > 0 order by number desc limit 1")
                .param(number)
                .query(UUID.class)
                .single();
        department.as(AGENT, () -> {
            deadlines.requestExtension(number, occurrence, "1", "hours", MARK + "等配件");
            return null;
        });
        fill(department, id, "Task_ApproveExtension", SUPERVISOR, Map.of("extensionApproval", "refuse"));
        department.settle(id);
    }

    private String afterSales(String customer) {
        jdbc.sql(
                        "insert into aftercare.customer_order (number, customer_id, product, amount, paid_at, signed_at) values"
                                + " ('AS-ERASURE-1', ?::uuid, ?, 399, '2026-11-17T10:00:00+08:00', '2026-11-20T10:00:00+08:00')")
                .params(customer, MARK + "电饭煲")
                .update();
        Map<String, Object> said = new HashMap<>(Map.of(
                "channel", "phone",
                "customerId", customer,
                "orderNumber", "AS-ERASURE-1",
                "kind", "return",
                "description", MARK + "不合适，想退货"));
        String id = desk.as(AGENT, () -> runtime.startProcessInstanceByKey("after-sales", said)
                .getProcessInstanceId());
        String number = desk.caseNumber(id);
        Map<String, Object> checked = new HashMap<>(Map.of(
                "kind",
                "return",
                "fault",
                "none",
                "opened",
                false,
                "exception",
                "none",
                "warrantyMonths",
                12,
                "amount",
                399.0,
                "quantity",
                1,
                "evidence",
                Spin.JSON("[\"photo\"]"),
                "orderChecked",
                true,
                "signedOn",
                "2026-11-20"));
        checked.put("earlierRepairs", 0);
        checked.put("repairDays", 0);
        fill(desk, id, "Task_Check", AGENT, checked);
        fill(desk, id, "Task_Approve", SUPERVISOR, Map.of("approval", "approve"));
        desk.settle(id);
        fill(desk, id, "Task_AwaitShipment", AGENT, Map.of("returnTrackingNumber", "YT8800011122"));
        fill(desk, id, "Task_ReceiveParcel", "zhenghao", Map.of("arrivedOn", "2026-11-23", "packaging", "intact"));
        fill(desk, id, "Task_Inspect", "zhenghao", Map.of("inspection", "accepted"));
        desk.settle(id);
        fill(desk, id, "Task_AfterSalesSatisfaction", AGENT, Map.of("satisfaction", "5"));
        desk.settle(id);
        assertThat(desk.ended(id)).as("%s", desk.openTasks(id)).isTrue();
        return number;
    }

    private static Map<String, Object> registration() {
        return new HashMap<>(Map.ofEntries(
                Map.entry("demandType", "exchange"),
                Map.entry("category", "logistics"),
                Map.entry("faultKind", "service-slip"),
                Map.entry("emotion", "dissatisfied"),
                Map.entry("safety", false),
                Map.entry("affectedCustomers", 1),
                Map.entry("litigation", false),
                Map.entry("repeatedBack", true)));
    }

    private static Map<String, Object> plan() {
        return new HashMap<>(Map.of(
                "planMeasures",
                Spin.JSON("[\"exchange\"]"),
                "goodsHandling",
                "departments",
                "amount",
                20.0,
                "promisedHours",
                48,
                "executionDepartments",
                Spin.JSON("[\"logistics\"]")));
    }

    /** Fills in every free text that the form takes with what is chosen. */
    private void fill(io.aftercare.CaseWork work, String id, String task, String who, Map<String, Object> chosen) {
        Map<String, Object> form = new HashMap<>(chosen);
        for (String key : texts(task(work, id, task))) {
            form.putIfAbsent(key, MARK + key + "，" + NAME);
        }
        try {
            work.complete(id, task, who, form);
        } catch (Refusal refusal) {
            refusal.fields().stream()
                    .map(Refusal.Field::field)
                    .filter(key -> !chosen.containsKey(key))
                    .forEach(form::remove);
            work.complete(id, task, who, form);
        }
    }

    private Task task(io.aftercare.CaseWork work, String id, String key) {
        return tasks.createTaskQuery()
                .taskId(work.task(id, key).getId())
                .initializeFormKeys()
                .singleResult();
    }

    /** Keys of the inputs of a task's form in which one may write anything. */
    private static List<String> texts(Task task) {
        String form = task.getCamundaFormRef().getKey();
        try (Stream<Path> files = Files.walk(Path.of("forms"))) {
            Path file = files.filter(each -> each.endsWith(form + ".form"))
                    .findFirst()
                    .orElseThrow();
            List<String> keys = new ArrayList<>();
            collect(new ObjectMapper().readTree(Files.readString(file)).path("components"), keys);
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(JsonNode components, List<String> keys) {
        for (JsonNode each : components) {
            boolean text =
                    Set.of("textfield", "textarea").contains(each.path("type").asText());
            if (text
                    && each.path("properties").path("format").isMissingNode()
                    && each.path("validate").path("pattern").isMissingNode()) {
                keys.add(each.path("key").asText());
            }
            collect(each.path("components"), keys);
        }
    }

    private String instance(String caseNumber) {
        return jdbc.sql("select process_instance_id from aftercare.case_register where case_number = ?")
                .param(caseNumber)
                .query(String.class)
                .single();
    }

    /** Every column of every schema in which a text stands, with an example. */
    private List<String> places(String text) {
        record Column(String name, String table, boolean bytes) {}
        List<String> found = new ArrayList<>();
        jdbc.sql(
                        """
                        select quote_ident(c.column_name), quote_ident(c.table_schema) || '.' || quote_ident(c.table_name), c.data_type = 'bytea'
                          from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
                         where c.table_schema not in ('pg_catalog', 'information_schema') and t.table_type = 'BASE TABLE'
                           and c.data_type not in ('integer', 'bigint', 'smallint', 'numeric', 'double precision', 'boolean', 'date',
                             'timestamp without time zone', 'timestamp with time zone', 'uuid')
                        """)
                .query((row, n) -> new Column(row.getString(1), row.getString(2), row.getBoolean(3)))
                .list()
                .forEach(column -> {
                    for (Charset charset : column.bytes()
                            ? List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)
                            : List.of(StandardCharsets.UTF_8)) {
                        String there = column.bytes()
                                ? "position(:text in " + column.name() + ") > 0"
                                : "position(:text in " + column.name() + "::text) > 0";
                        jdbc.sql("select left(t::text, 400) from " + column.table() + " t where " + there + " limit 1")
                                .param("text", column.bytes() ? text.getBytes(charset) : text)
                                .query(String.class)
                                .optional()
                                .ifPresent(row -> found.add(column.table() + "." + column.name() + ": " + row));
                    }
                });
        return found;
    }
}
