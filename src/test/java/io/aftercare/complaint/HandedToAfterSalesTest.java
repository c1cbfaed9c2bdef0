package io.aftercare.complaint;

import static io.aftercare.complaint.Department.AGENT;
import static io.aftercare.complaint.Department.MANAGER;
import static io.aftercare.complaint.Department.SUPERVISOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.AftercareTest;
import io.aftercare.casebook.CaseLinks;
import io.aftercare.casebook.CaseSummary;
import io.aftercare.casebook.Casebook;
import io.aftercare.platform.Refusal;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.spin.Spin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A complaint whose plan is carried out by after-sales, and one whose plan goes beyond the policy. */
@AftercareTest
class HandedToAfterSalesTest {

    @Autowired
    Department department;

    @Autowired
    RuntimeService runtime;

    @Autowired
    CaseLinks links;

    @Autowired
    Casebook casebook;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void a_working_day() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-23T01:00:00Z")));
    }

    @AfterEach
    void today() {
        ClockUtil.reset();
    }

    private String concludedAbout(String order) {
        var customer = jdbc.sql("select id::text from aftercare.customer where phone = '13800138001' limit 1")
                .query(String.class)
                .single();
        if (order != null) {
            jdbc.sql("insert into aftercare.customer_order (number, customer_id, product, amount, paid_at, signed_at)"
                            + " values (?, ?::uuid, '智能电饭煲 4L', 399, '2026-11-17T10:00+08', '2026-11-20T10:00+08')")
                    .params(order, customer)
                    .update();
        }
        var said = new HashMap<String, Object>();
        said.put("channel", "phone");
        said.put("customerId", customer);
        said.put("orderNumber", order);
        said.put("description", "内胆涂层脱落，要求换货");
        String id = department.receive(said);
        department.register(id);
        department.respond(id, AGENT);
        department.verify(id, "logistics");
        department.conclude(id, AGENT, "company");
        return id;
    }

    private static Map<String, Object> exchangedByAfterSales() {
        var plan = new HashMap<>(Department.plan());
        plan.put("goodsHandling", "exchange");
        plan.put("executionDepartments", Spin.JSON("[\"agent\"]"));
        return plan;
    }

    private String instance(String caseNumber) {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(caseNumber)
                .singleResult()
                .getId();
    }

    @Test
    @DisplayName(
            "a complaint whose plan is an exchange starts after-sales, is told its end, and both link to each other (C12, A8)")
    void exchange() {
        String id = concludedAbout("HO80001");
        department.propose(id, AGENT, exchangedByAfterSales());
        department.approve(id, SUPERVISOR);
        department.accept(id, AGENT);

        String complaint = department.caseNumber(id);
        String number = (String) department.variable(id, "afterSalesCase");
        assertThat(number).startsWith("SH");
        assertThat(links.of(complaint)).extracting(l -> l.other().caseNumber()).containsExactly(number);
        assertThat(links.of(number)).extracting(l -> l.other().caseNumber()).containsExactly(complaint);
        assertThat(jdbc.sql(
                                "select t.body_text from aftercare.notice n join aftercare.notice_text t on t.notice_id = n.id"
                                        + " where n.case_number = ? and n.kind = 'after-sales-received'")
                        .param(number)
                        .query(String.class)
                        .single())
                .as("the customer has not asked anew")
                .contains("相关投诉", complaint, "不用再说一遍");

        assertThatThrownBy(() -> runtime.createMessageCorrelation("DuplicateFound")
                        .processInstanceId(id)
                        .setVariable("originalCase", number)
                        .correlate())
                .as("a complaint is joined to complaints only")
                .isInstanceOf(Refusal.class);

        String afterSales = instance(number);
        assertThat(department.variable(afterSales, "originCase")).isEqualTo(complaint);
        assertThat(department.variable(afterSales, "kind")).isEqualTo("exchange");
        department.complete(
                afterSales,
                "Task_Check",
                AGENT,
                Map.ofEntries(
                        Map.entry("kind", "exchange"),
                        Map.entry("fault", "quality"),
                        Map.entry("signedOn", "2026-11-20"),
                        Map.entry("opened", true),
                        Map.entry("exception", "none"),
                        Map.entry("warrantyMonths", 12),
                        Map.entry("earlierRepairs", 0),
                        Map.entry("repairDays", 0),
                        Map.entry("amount", 399.0),
                        Map.entry("quantity", 1),
                        Map.entry("evidence", Spin.JSON("[\"photo\"]")),
                        Map.entry("checkNote", "按投诉方案换货"),
                        Map.entry("orderChecked", true)));
        assertThat(department.openTasks(afterSales))
                .as("the complaint's plan was approved already")
                .doesNotContain("Task_Approve");
        department.settle(afterSales);
        department.complete(
                afterSales,
                "Task_AwaitShipment",
                AGENT,
                Map.of("returnTrackingNumber", "YT8800011122", "returnCourier", "圆通速递"));
        department.complete(
                afterSales,
                "Task_ReceiveParcel",
                Department.STAFF.get("warehouse"),
                Map.of("arrivedOn", "2026-11-23", "packaging", "intact"));
        department.complete(
                afterSales,
                "Task_Inspect",
                Department.STAFF.get("warehouse"),
                Map.of("inspection", "accepted", "inspectionNote", "涂层脱落属实"));
        department.execute(id, "agent");
        assertThat(department.openTasks(id)).as("waits for after-sales").isEmpty();
        department.settle(afterSales);

        assertThat(department.ended(afterSales)).isTrue();
        assertThat(department.variable(afterSales, "outcome")).isEqualTo("exchanged");
        assertThat(department.passed(afterSales))
                .as("the complaint asks for satisfaction, once")
                .doesNotContain("Notify_Satisfaction");
        assertThat(department.openTasks(id)).containsExactly("Task_ConfirmExecution");
        assertThat(department.variable(id, "afterSalesOutcome")).isEqualTo("已换货");
        department.confirmExecution(id, AGENT);
        assertThat(department.openTasks(id)).containsExactly("Task_Satisfaction");
        assertThat(casebook.find(number).orElseThrow().status()).isEqualTo("archived");
    }

    @Test
    @DisplayName("when after-sales could not carry a plan out, the next plan opens a case of its own (C12, A8)")
    void handed_over_again() {
        String id = concludedAbout("HO80002");
        department.propose(id, AGENT, exchangedByAfterSales());
        department.approve(id, SUPERVISOR);
        department.accept(id, AGENT);
        department.execute(id, "agent");
        String first = (String) department.variable(id, "afterSalesCase");
        runtime.createMessageCorrelation("AfterSalesCancelled")
                .processInstanceBusinessKey(first)
                .setVariable("cancelReason", "客户寄不出")
                .correlate();
        department.settle(id);
        department.complete(
                id, "Task_ConfirmExecution", AGENT, Map.of("executionVerdict", "replan", "replanReason", "客户寄不出"));

        department.propose(id, AGENT, exchangedByAfterSales());
        department.approve(id, SUPERVISOR);
        department.accept(id, AGENT);

        assertThat((String) department.variable(id, "afterSalesCase"))
                .startsWith("SH")
                .isNotEqualTo(first);
        assertThat(department.variable(id, "afterSalesOutcome")).isNull();
        department.execute(id, "agent");
        assertThat(department.openTasks(id)).as("waits for after-sales").isEmpty();
    }

    @Test
    @DisplayName("without an order nothing can be handed over, and the plan says so before it is approved (A2)")
    void no_order() {
        String id = concludedAbout(null);
        assertThatThrownBy(() -> department.propose(id, AGENT, exchangedByAfterSales()))
                .satisfies(e -> assertThat(Refusal.in(e).fields())
                        .extracting(Refusal.Field::field)
                        .containsExactly("goodsHandling"));
        department.propose(id, AGENT, Department.plan());
    }

    private String beyondPolicy() {
        String id = concludedAbout(null);
        var plan = new HashMap<>(Department.plan());
        plan.put("outsidePolicy", true);
        plan.put("outsideReason", "补偿超过政策上限");
        department.propose(id, AGENT, plan);
        department.complete(
                id,
                "Task_Application",
                AGENT,
                Map.of(
                        "applicationText",
                        "希望多补偿一些",
                        "writtenOn",
                        "2026-11-23",
                        "writtenFiled",
                        true,
                        "grounds",
                        "promise",
                        "borderExplained",
                        true,
                        "requestedMeasure",
                        "coupon",
                        "requestedAmount",
                        300.0));
        assertThat(casebook.find(department.caseNumber(id)).orElseThrow()).returns("审批特殊请求", CaseSummary::currentTasks);
        return id;
    }

    @Test
    @DisplayName("a plan beyond the policy is approved as a special request and goes to the customer (E1)")
    void special_request_approved() {
        String id = beyondPolicy();
        department.complete(
                id,
                "Task_SpecialApproval",
                MANAGER,
                Map.of("specialApproval", "approve", "specialReason", "承诺确有不清", "policyGap", false));
        assertThat(department.openTasks(id)).containsExactly("Task_PlanAnswer");
        assertThat(department.variable(id, "approvedBy")).isEqualTo(MANAGER);
    }

    @Test
    @DisplayName("a plan beyond the policy that is not approved is drawn up anew (E1)")
    void special_request_refused() {
        String id = beyondPolicy();
        department.complete(
                id,
                "Task_SpecialApproval",
                MANAGER,
                Map.of("specialApproval", "refuse", "specialReason", "没有依据", "policyGap", false));
        department.complete(id, "Task_OfferAlternative", AGENT, Map.of("alternativeMeasure", "none"));
        assertThat(department.openTasks(id)).containsExactly("Task_ProposePlan");
    }
}
