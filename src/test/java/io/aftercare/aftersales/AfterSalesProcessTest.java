package io.aftercare.aftersales;

import static io.aftercare.aftersales.AfterSalesDesk.AGENT;
import static io.aftercare.aftersales.AfterSalesDesk.FINANCE;
import static io.aftercare.aftersales.AfterSalesDesk.LOGISTICS;
import static io.aftercare.aftersales.AfterSalesDesk.MANAGER;
import static io.aftercare.aftersales.AfterSalesDesk.PRODUCT;
import static io.aftercare.aftersales.AfterSalesDesk.SUPERVISOR;
import static io.aftercare.aftersales.AfterSalesDesk.checked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.AftercareTest;
import io.aftercare.DatabaseCalls;
import io.aftercare.casebook.CaseDocument;
import io.aftercare.casebook.CaseLinks;
import io.aftercare.casebook.CaseSummary;
import io.aftercare.casebook.Casebook;
import io.aftercare.casebook.ContactRecord;
import io.aftercare.fulfilment.TestPeers;
import io.aftercare.fulfilment.TestPeers.Fault;
import io.aftercare.fulfilment.TestPeers.Peer;
import io.aftercare.platform.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One test per way that an after-sales case can end. */
@AftercareTest
class AfterSalesProcessTest {

    private static final String COOKER = "智能电饭煲 4L";

    @Autowired
    AfterSalesDesk desk;

    @Autowired
    EngineAfterSales cases;

    @Autowired
    Casebook casebook;

    @Autowired
    CaseLinks links;

    @Autowired
    TestPeers peers;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void a_working_day() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-23T01:00:00Z")));
    }

    @AfterEach
    void today() {
        ClockUtil.reset();
        peers.mend();
    }

    private List<String> refunds(String id) {
        return jdbc.sql("select state from aftercare.fulfilment_order where case_number = ? and kind = 'refund'")
                .param(desk.caseNumber(id))
                .query(String.class)
                .list();
    }

    private void assertEnded(String id, String outcome) {
        desk.settle(id);
        assertThat(desk.openTasks(id)).isEmpty();
        assertThat(desk.ended(id)).isTrue();
        assertThat(desk.variable(id, "outcome")).isEqualTo(outcome);
        assertThat(casebook.documents(desk.caseNumber(id)))
                .extracting(CaseDocument::kind)
                .contains("closing-summary");
    }

    @Test
    @DisplayName(
            "a return without a reason within seven days is approved, sent back, inspected and refunded (A1, A3, A5, A6)")
    void returned_and_refunded() {
        String id = desk.untilInspection("return", "none", COOKER, "399.00");
        desk.inspect(id, "accepted");
        desk.settle(id);
        desk.rate(id, "5");

        assertEnded(id, "refunded");
        assertThat(desk.caseNumber(id)).startsWith("SH20261123");
        assertThat(desk.variable(id, "freightPayer")).isEqualTo("customer");
        assertThat((String) desk.variable(id, "returnAddress"))
                .as("told by the agent and the reminder, without a label of ours too")
                .isNotBlank();
        assertThat((String) desk.variable(id, "refundReference")).isNotBlank();
        assertThat(refunds(id)).containsExactly("DONE");
        assertThat(desk.passed(id))
                .contains(
                        "Notify_AfterSalesReceived",
                        "Notify_ReturnAddress",
                        "Notify_ParcelReceived",
                        "Notify_Refunded",
                        "Notify_Satisfaction",
                        "Notify_AfterSalesClosed",
                        "Archive")
                .doesNotContain("Create_ReturnLabel");
        assertThat(casebook.find(desk.caseNumber(id)).orElseThrow())
                .returns("archived", CaseSummary::status)
                .returns("after-sales", CaseSummary::processKey)
                // seven days for the money, not the two for the inspection
                .returns(Instant.parse("2026-11-30T16:00:00Z"), CaseSummary::dueAt);
    }

    @Test
    @DisplayName(
            "A4, A7: of an order that is not paid nothing is shown as paid or proposed to be paid back, and it is read once")
    void an_unpaid_order_gives_no_amount() throws Exception {
        String order = desk.order(COOKER, "399.00", "2026-11-20");
        jdbc.sql("update aftercare.customer_order set paid_at = null where number = ?")
                .param(order)
                .update();
        List<String> id = new ArrayList<>();

        DatabaseCalls calls = DatabaseCalls.during(() -> id.add(desk.receive("return", order)));

        assertThat(desk.variable(id.get(0), "orderAmount")).isNull();
        assertThat(desk.variable(id.get(0), "amount")).isNull();
        assertThat(desk.variable(id.get(0), "signedOn")).isEqualTo("2026-11-20");
        assertThat(calls.statements("from aftercare.customer_order")).hasSize(1);
    }

    @Test
    @DisplayName("a quality problem is sent back with our label and exchanged (A3, A5, A6)")
    void exchanged() {
        String id = desk.untilInspection("exchange", "quality", COOKER, "399.00");
        assertThat(desk.passed(id)).contains("Create_ReturnLabel");
        assertThat((String) desk.variable(id, "returnLabel")).isNotBlank();
        desk.inspect(id, "accepted");
        desk.settle(id);
        assertThat((String) desk.variable(id, "trackingNumber")).isNotBlank();
        desk.rate(id, "4");

        assertEnded(id, "exchanged");
        assertThat(refunds(id)).isEmpty();
    }

    @Test
    @DisplayName("a missing item is sent without anything coming back (A1, A6)")
    void reshipped() {
        String id = desk.untilApproval("reshipment", "missing-item", COOKER, "399.00");
        desk.approve(id, SUPERVISOR);
        desk.settle(id);
        desk.rate(id, "5");

        assertEnded(id, "reshipped");
        assertThat(desk.passed(id)).doesNotContain("Task_AwaitShipment");
    }

    @Test
    @DisplayName("photos prove damage, and money goes back without the goods (A1, A2)")
    void refunded_only() {
        String id = desk.untilApproval("refund-only", "damaged", COOKER, "399.00");
        desk.approve(id, SUPERVISOR);
        desk.settle(id);
        desk.rate(id, "5");

        assertEnded(id, "refunded");
    }

    @Test
    @DisplayName("a repair within the warranty needs no approval and goes back to the customer (A3, A6)")
    void repaired() {
        String id = desk.untilApproval("repair", "quality", COOKER, "399.00");
        assertThat(desk.openTasks(id)).doesNotContain("Task_Approve");
        desk.sendBack(id);
        desk.inspect(id, "accepted");
        desk.complete(id, "Task_Repair", PRODUCT, Map.of("repairResult", "repaired", "repairNote", "更换了温控器"));
        desk.settle(id);
        desk.rate(id, "5");

        assertEnded(id, "repaired");
        assertThat(desk.passed(id)).contains("Notify_Shipped");
    }

    @Test
    @DisplayName("after the second failed repair the customer chooses, and the refund is approved first (A3)")
    void second_failed_repair() {
        String id = desk.receive("repair", desk.order(COOKER, "399.00", "2026-11-20"));
        assertThat(desk.task(id, "Task_Check").getAssignee())
                .as("T3: who took the call goes on")
                .isEqualTo(AGENT);
        Map<String, Object> form = checked("repair", "quality", 399);
        form.put("earlierRepairs", 1);
        desk.check(id, form);
        desk.sendBack(id);
        desk.inspect(id, "accepted");
        desk.complete(id, "Task_Repair", PRODUCT, Map.of("repairResult", "failed", "repairNote", "更换后仍不加热"));
        assertThat(desk.openTasks(id)).containsExactly("Task_OfferChoice");
        assertThat(desk.seen(id, "Task_OfferChoice", "choiceReason"))
                .as("for the agent to read in the form")
                .isEqualTo("同一问题两次未修好");
        desk.complete(
                id, "Task_OfferChoice", AGENT, Map.of("choice", "refund", "amount", 399.0, "choiceNote", "客户选择退款"));
        desk.settle(id);
        assertThat(refunds(id)).as("not before somebody approved").isEmpty();
        desk.approve(id, SUPERVISOR);
        desk.settle(id);
        desk.rate(id, "5");

        assertEnded(id, "refunded");
    }

    @Test
    @DisplayName("a first failed repair is tried again; after thirty days the customer chooses (三包)")
    void repair_takes_more_than_thirty_days() {
        String id = desk.untilApproval("repair", "quality", COOKER, "399.00");
        desk.sendBack(id);
        desk.inspect(id, "accepted");
        desk.complete(id, "Task_Repair", PRODUCT, Map.of("repairResult", "failed", "repairNote", "缺件"));
        assertThat(desk.openTasks(id)).containsExactly("Task_Repair");
        desk.pass(id, Duration.ofDays(31));
        assertThat(desk.openTasks(id)).containsExactly("Task_OfferChoice");
        desk.complete(id, "Task_OfferChoice", AGENT, Map.of("choice", "exchange", "choiceNote", "客户选择换货"));
        desk.approve(id, SUPERVISOR);
        desk.settle(id);
        desk.rate(id, "3");

        assertEnded(id, "exchanged");
    }

    private String compensated() {
        String id = desk.receive("compensation", desk.order(COOKER, "399.00", "2026-11-20"));
        Map<String, Object> form = checked("compensation", "none", 30);
        form.put("compensationKind", "coupon");
        desk.check(id, form);
        desk.approve(id, SUPERVISOR);
        return id;
    }

    @Test
    @DisplayName("a difference in price is made good by a coupon (A1, A6)")
    void coupon() {
        String id = compensated();
        desk.settle(id);
        assertThat((String) desk.variable(id, "couponNumber")).isNotBlank();
        desk.complete(
                id, "Task_CompensationAnswer", AGENT, Map.of("compensationAnswer", "accepted", "answerNote", "客户同意"));
        desk.settle(id);
        desk.rate(id, "5");

        assertEnded(id, "compensated");
    }

    @Test
    @DisplayName("a refund replaces the coupon: the coupon is voided, the refund approved and paid once (A7)")
    void refund_replaces_the_coupon() {
        String id = compensated();
        desk.settle(id);
        desk.complete(
                id,
                "Task_CompensationAnswer",
                AGENT,
                Map.of("compensationAnswer", "refund-instead", "amount", 30.0, "answerNote", "客户要退差价"));
        assertThat(desk.passed(id)).contains("Void_Coupon", "Notify_CouponVoided");
        assertThat(jdbc.sql("select undone_at is not null from aftercare.fulfilment_order"
                                + " where case_number = ? and kind = 'coupon'")
                        .param(desk.caseNumber(id))
                        .query(Boolean.class)
                        .single())
                .isTrue();
        desk.approve(id, SUPERVISOR);
        desk.settle(id);
        desk.rate(id, "5");

        assertEnded(id, "refunded");
        assertThat(refunds(id)).containsExactly("DONE");
        assertThat(casebook.documents(desk.caseNumber(id)))
                .extracting(CaseDocument::text)
                .anySatisfy(text -> assertThat(text).contains(desk.variable(id, "couponNumber") + "（已作废，改为退款）"));
    }

    @Test
    @DisplayName("a refund that fails is retried, then finance looks and starts it again: paid once (A7)")
    void refund_by_the_system_after_finance_looked() {
        peers.harm(Peer.PAYMENTS, Fault.DOWN);
        String id = desk.untilApproval("refund-only", "damaged", COOKER, "399.00");
        desk.approve(id, SUPERVISOR);
        desk.passFailing(id, Duration.ofHours(2));
        assertThat(desk.openTasks(id)).contains("Task_RefundByHand");
        assertThat(desk.seen(id, "Task_RefundByHand", "approverName"))
                .as("a name, and not alone what the person logs in with")
                .isEqualTo("陈静（chenjing）");
        peers.mend();
        desk.complete(
                id,
                "Task_RefundByHand",
                FINANCE,
                Map.of("refundChecked", true, "refundOutcome", "retry", "refundNote", "渠道没有这笔退款"));
        desk.settle(id);
        desk.rate(id, "4");

        assertEnded(id, "refunded");
        assertThat(refunds(id)).containsExactly("DONE");
    }

    @Test
    @DisplayName("a refund that fails is paid by finance by hand, and never again by the system (A7)")
    void refund_by_hand() {
        peers.harm(Peer.PAYMENTS, Fault.DOWN);
        String id = desk.untilApproval("refund-only", "damaged", COOKER, "399.00");
        desk.approve(id, SUPERVISOR);
        desk.passFailing(id, Duration.ofHours(2));
        desk.complete(
                id,
                "Task_RefundByHand",
                FINANCE,
                Map.of(
                        "refundChecked",
                        true,
                        "refundOutcome",
                        "paid",
                        "refundReference",
                        "ALI" + desk.caseNumber(id),
                        "refundNote",
                        "网银退款"));
        peers.mend();
        desk.settle(id);
        desk.rate(id, "4");

        assertEnded(id, "refunded");
        assertThat(refunds(id)).containsExactly("BY_HAND");
    }

    @Test
    @DisplayName("goods that are out of stock are refunded instead (A6, A7)")
    void out_of_stock() {
        String id = desk.untilInspection("exchange", "quality", "空气炸锅", "329.00");
        desk.inspect(id, "accepted");
        desk.settle(id);
        assertThat(desk.openTasks(id)).containsExactly("Task_NoStock");
        desk.complete(
                id, "Task_NoStock", AGENT, Map.of("stockDecision", "refund", "amount", 329.0, "stockNote", "客户改要退款"));
        desk.approve(id, SUPERVISOR);
        desk.settle(id);
        desk.rate(id, "4");

        assertEnded(id, "refunded");
    }

    @Test
    @DisplayName("goods that cannot be sent are free again, and the plan is made anew (A7)")
    void cannot_be_sent() {
        peers.harm(Peer.COURIER, Fault.DOWN);
        String id = desk.untilApproval("reshipment", "missing-item", COOKER, "399.00");
        int before = stock();
        desk.approve(id, SUPERVISOR);
        desk.passFailing(id, Duration.ofHours(1));
        assertThat(stock()).isEqualTo(before - 1);
        assertThatThrownBy(() -> desk.complete(id, "Task_ShipByHand", LOGISTICS, Map.of("shipResult", "impossible")))
                .as("the agent has to tell the customer why")
                .satisfies(e -> assertThat(Refusal.in(e).fields())
                        .extracting(Refusal.Field::field)
                        .containsExactly("shipNote"));
        desk.complete(id, "Task_ShipByHand", LOGISTICS, Map.of("shipResult", "impossible", "shipNote", "装箱时发现破损"));
        assertThat(desk.passed(id)).contains("Release_Stock");
        assertThat(stock()).isEqualTo(before);
        peers.mend();
        desk.complete(
                id,
                "Task_Revise",
                AGENT,
                Map.of("remedy", "refund", "amount", 100.0, "reviseNote", "客户同意退部分款", "checkNote", "订单和照片已核对"));
        desk.approve(id, SUPERVISOR);
        desk.settle(id);
        desk.rate(id, "3");

        assertEnded(id, "refunded");
    }

    private int stock() {
        return jdbc.sql("select available from aftercare.embedded_stock where product = ?")
                .param(COOKER)
                .query(Integer.class)
                .single();
    }

    @Test
    @DisplayName("a parcel that the courier's system refuses is sent by hand (A6)")
    void sent_by_hand() {
        peers.harm(Peer.COURIER, Fault.DOWN);
        String id = desk.untilApproval("reshipment", "missing-item", COOKER, "399.00");
        desk.approve(id, SUPERVISOR);
        desk.passFailing(id, Duration.ofHours(1));
        desk.complete(
                id,
                "Task_ShipByHand",
                LOGISTICS,
                Map.of("shipResult", "sent", "courier", "顺丰速运", "trackingNumber", "SF100200300"));
        peers.mend();
        desk.settle(id);
        desk.rate(id, "5");

        assertEnded(id, "reshipped");
        assertThat(desk.variable(id, "trackingNumber")).isEqualTo("SF100200300");
    }

    @Test
    @DisplayName("goods that are partly in order are refunded less, approved anew (A5)")
    void partly_accepted() {
        String id = desk.untilInspection("return", "none", COOKER, "399.00");
        assertThatThrownBy(() -> desk.complete(
                        id,
                        "Task_Inspect",
                        AfterSalesDesk.WAREHOUSE,
                        Map.of(
                                "inspection",
                                "partly",
                                "acceptedQuantity",
                                2,
                                "inspectionNote",
                                "缺蒸格",
                                "photosFiled",
                                true)))
                .as("one piece was sent")
                .satisfies(e -> assertThat(Refusal.in(e).fields())
                        .extracting(Refusal.Field::field)
                        .containsExactly("acceptedQuantity"));
        desk.inspect(id, "partly");
        desk.complete(
                id,
                "Task_SettleDifference",
                AGENT,
                Map.of("differenceDecision", "reduced", "amount", 350.0, "differenceNote", "缺一只蒸格，扣 49 元"));
        desk.approve(id, SUPERVISOR);
        desk.settle(id);
        desk.rate(id, "4");

        assertEnded(id, "refunded");
        assertThat(desk.variable(id, "amount")).isEqualTo(350.0);
    }

    @Test
    @DisplayName("goods that are not in order go back to the customer (A5)")
    void rejected() {
        String id = desk.untilInspection("return", "none", COOKER, "399.00");
        desk.inspect(id, "wrong-item");
        desk.complete(
                id,
                "Task_SettleDifference",
                AGENT,
                Map.of("differenceDecision", "send-back", "differenceNote", "不是本店商品，客户同意寄回"));
        desk.settle(id);
        desk.rate(id, "2");

        assertEnded(id, "rejected");
        assertThat(refunds(id)).isEmpty();
        assertThat(complaintFacts(id))
                .as("nothing was refunded")
                .isEqualTo("对售后 " + desk.caseNumber(id) + "（验货不符，商品退回）的办理不满意：等得太久");
    }

    /** What the complaint that the case became is told of it. */
    private String complaintFacts(String id) {
        return jdbc.sql(
                        "select text_ from act_ru_variable v join act_ru_execution e on e.proc_inst_id_ = v.proc_inst_id_"
                                + " where e.business_key_ = ? and v.name_ = 'facts'")
                .param(desk.variable(id, "complaintCase"))
                .query(String.class)
                .single();
    }

    @Test
    @DisplayName("what is missing is awaited and inspected again (A5)")
    void missing_item_awaited() {
        String id = desk.untilInspection("return", "none", COOKER, "399.00");
        desk.inspect(id, "missing-item");
        desk.complete(
                id,
                "Task_SettleDifference",
                AGENT,
                Map.of("differenceDecision", "await-more", "differenceNote", "客户补寄蒸格"));
        desk.sendBack(id);
        desk.inspect(id, "accepted");
        desk.settle(id);
        desk.rate(id, "5");

        assertEnded(id, "refunded");
    }

    @Test
    @DisplayName("the customer is reminded after three and seven days, and the case closes after the limit (A5)")
    void never_sent() {
        String id = desk.untilApproval("return", "none", COOKER, "399.00");
        desk.approve(id, SUPERVISOR);
        desk.pass(id, Duration.ofDays(4));
        assertThat(desk.passed(id)).containsOnlyOnce("Notify_ReturnReminder");
        desk.pass(id, Duration.ofDays(4));
        assertThat(desk.passed(id).stream().filter("Notify_ReturnReminder"::equals))
                .hasSize(2);
        desk.pass(id, Duration.ofDays(8));

        assertEnded(id, "expired");
        assertThat(desk.passed(id)).contains("Notify_ReturnExpired").doesNotContain("Notify_Satisfaction");
    }

    @Test
    @DisplayName("the customer's shop and the warehouse's system tell of the parcel themselves (A5)")
    void told_by_messages() {
        String id = desk.untilApproval("return", "none", COOKER, "399.00");
        desk.approve(id, SUPERVISOR);
        String number = desk.caseNumber(id);
        assertThatThrownBy(() -> cases.shipped(number, Map.of("returnCourier", "中通快递")))
                .isInstanceOf(Refusal.class);
        cases.shipped(number, Map.of("returnTrackingNumber", "ZT123456789", "returnCourier", "中通快递"));
        assertThatThrownBy(() -> cases.arrived(number, Map.of("arrivedOn", "2026-12-24")))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> cases.arrived(number, Map.of("arrivedOn", "2026-11-19")))
                .as("before the customer signed for it")
                .isInstanceOf(Refusal.class);
        cases.arrived(number, Map.of());
        assertThat(desk.openTasks(id)).containsExactly("Task_Inspect");
    }

    @Test
    @DisplayName("a request is cancelled until the goods are sent, and not afterwards (A5)")
    void cancelled() {
        String id = desk.untilApproval("return", "none", COOKER, "399.00");
        desk.approve(id, SUPERVISOR);
        cases.cancel(desk.caseNumber(id), "客户决定留用");
        assertEnded(id, "cancelled");
        assertThat(casebook.find(desk.caseNumber(id)).orElseThrow().status()).isEqualTo("cancelled");

        String late = desk.untilInspection("return", "none", COOKER, "399.00");
        assertThatThrownBy(() -> cases.cancel(desk.caseNumber(late), "不想退了"))
                .satisfies(e -> assertThat(Refusal.in(e).status()).isEqualTo(409));
        assertThat(desk.openTasks(late)).containsExactly("Task_Inspect");
    }

    @Test
    @DisplayName("what was paid or sent is not cancelled afterwards, whether goods came back or not (A5, A7)")
    void not_cancelled_once_carried_out() {
        String refunded = desk.untilApproval("refund-only", "damaged", COOKER, "399.00");
        desk.approve(refunded, SUPERVISOR);
        assertThatThrownBy(() -> cases.cancel(desk.caseNumber(refunded), "不想退了"))
                .as("money may move any moment")
                .satisfies(e -> assertThat(Refusal.in(e).status()).isEqualTo(409));
        desk.settle(refunded);
        assertThat(refunds(refunded)).containsExactly("DONE");
        assertThatThrownBy(() -> cases.cancel(desk.caseNumber(refunded), "不想退了"))
                .satisfies(e -> assertThat(Refusal.in(e).status()).isEqualTo(409));
        desk.rate(refunded, "5");
        assertEnded(refunded, "refunded");
    }

    @Test
    @DisplayName("a request is cancelled before anybody checked it, and archived (A5)")
    void cancelled_at_once() {
        String id = desk.receive("return", desk.order(COOKER, "399.00", "2026-11-20"));
        cases.cancel(desk.caseNumber(id), "客户决定留用");
        assertEnded(id, "cancelled");
    }

    @Test
    @DisplayName("the supervisor returns a proposal, and the agent revises it (A4, C10)")
    void returned_by_the_supervisor() {
        String id = desk.untilApproval("refund-only", "damaged", COOKER, "399.00");
        desk.complete(id, "Task_Approve", SUPERVISOR, Map.of("approval", "return", "approvalReason", "照片只看得到盖子，先退一半"));
        assertThat(desk.variable(id, "planText"))
                .as("what was returned, for the agent to read")
                .isEqualTo("退款 399.00 元");
        desk.complete(
                id,
                "Task_Revise",
                AGENT,
                Map.of("remedy", "refund", "amount", 200.0, "reviseNote", "客户同意", "checkNote", "照片只看得到盖子，补拍后机身完好"));
        desk.approve(id, SUPERVISOR);
        desk.settle(id);
        desk.rate(id, "4");

        assertEnded(id, "refunded");
    }

    @Test
    @DisplayName("large amounts go to the manager, and whoever proposes does not approve (A4, C10)")
    void authority() {
        String id = desk.untilApproval("refund-only", "damaged", "65英寸智能电视", "4999.00");
        assertThat(desk.variable(id, "approverGroup")).isEqualTo("manager");
        desk.join(AGENT, "manager");
        try {
            assertThatThrownBy(() -> desk.approve(id, AGENT))
                    .satisfies(e -> assertThat(Refusal.in(e)).isNotNull());
        } finally {
            desk.leave(AGENT, "manager");
        }
        desk.approve(id, MANAGER);
        desk.settle(id);
        assertThat(refunds(id)).containsExactly("DONE");
    }

    @Test
    @DisplayName("nobody proposes to pay back more than was paid (A4)")
    void more_than_paid() {
        String id = desk.receive("refund-only", desk.order(COOKER, "399.00", "2026-11-20"));
        assertThatThrownBy(() -> desk.check(id, checked("refund-only", "damaged", 400)))
                .satisfies(e -> assertThat(Refusal.in(e).fields())
                        .extracting(Refusal.Field::field)
                        .containsExactly("amount"));
    }

    @Test
    @DisplayName(
            "what another case paid back meanwhile is not paid twice: the agent reads why and agrees anew (A4, A6, A7)")
    void paid_back_by_another_case() {
        String order = desk.order(COOKER, "399.00", "2026-11-20");
        String first = approvedRefundOfAll(order);
        String refused = approvedRefundOfAll(order);
        assertThat(desk.variable(first, "sameOrder")).isNull();
        assertThat(desk.variable(refused, "sameOrder"))
                .as("whoever checks it is told of the other case")
                .isEqualTo(desk.caseNumber(first) + "（处理中）");
        desk.settle(first);
        desk.rate(first, "5");
        assertEnded(first, "refunded");

        desk.settle(refused);
        assertThat(desk.openTasks(refused)).containsExactly("Task_Revise");
        assertThat(desk.variable(refused, "refundRefused").toString()).contains("最多还可退0.00元");
        assertThat(refunds(refused)).isEmpty();
        desk.complete(
                refused,
                "Task_Revise",
                AGENT,
                Map.of("remedy", "exchange", "reviseNote", "款已退，客户同意换新后不再退款", "checkNote", "订单和照片已核对"));
        desk.approve(refused, SUPERVISOR);
        desk.settle(refused);
        desk.rate(refused, "4");

        assertEnded(refused, "exchanged");
    }

    @Test
    @DisplayName("what another case paid back meanwhile leaves nothing to do: the case is cancelled (A5, A7)")
    void cancelled_because_another_case_paid() {
        String order = desk.order(COOKER, "399.00", "2026-11-20");
        String first = approvedRefundOfAll(order);
        String refused = approvedRefundOfAll(order);
        desk.settle(first);
        desk.settle(refused);
        cases.cancel(desk.caseNumber(refused), "已由 " + desk.caseNumber(first) + " 退款");

        assertEnded(refused, "cancelled");
    }

    @Test
    @DisplayName("a case whose goods lie with us is not cancelled, whatever another case paid back (A5)")
    void not_cancelled_with_the_goods_here() {
        String order = desk.order(COOKER, "399.00", "2026-11-20");
        String other = approvedRefundOfAll(order);
        String id = desk.receive("return", order);
        desk.check(id, checked("return", "none", 399));
        desk.approve(id, SUPERVISOR);
        desk.sendBack(id);
        desk.settle(other);
        desk.inspect(id, "accepted");
        desk.settle(id);
        assertThat(desk.openTasks(id)).containsExactly("Task_Revise");

        assertThatThrownBy(() -> cases.cancel(desk.caseNumber(id), "已由别的个案退款"))
                .satisfies(e -> assertThat(Refusal.in(e).status()).isEqualTo(409));
    }

    private String approvedRefundOfAll(String order) {
        String id = desk.receive("refund-only", order);
        desk.check(id, checked("refund-only", "damaged", 399));
        desk.approve(id, SUPERVISOR);
        return id;
    }

    private String outsidePolicy() {
        String id = desk.receive("return", desk.order(COOKER, "399.00", "2026-11-01"));
        Map<String, Object> form = checked("return", "none", 399);
        form.put("signedOn", "2026-11-01");
        desk.check(id, form);
        assertThat(desk.variable(id, "eligible")).isEqualTo("special");
        return id;
    }

    private void apply(String id, double amount) {
        apply(id, amount, AGENT);
    }

    private void apply(String id, double amount, String who) {
        desk.complete(
                id,
                "Task_Application",
                who,
                Map.of(
                        "applicationText",
                        "住院期间没能及时申请，希望退货",
                        "writtenOn",
                        "2026-11-22",
                        "writtenFiled",
                        true,
                        "grounds",
                        "hardship",
                        "borderExplained",
                        true,
                        "requestedMeasure",
                        "refund",
                        "requestedAmount",
                        amount));
    }

    @Test
    @DisplayName("who proposed a plan does not approve the exception that a colleague applied for (A4, C10, E1)")
    void special_request_of_ones_own_plan() {
        String id = outsidePolicy();
        desk.as(AGENT, () -> desk.handOver(id, "Task_Application", "lina"));
        apply(id, 399, "lina");
        desk.join(AGENT, "manager");
        try {
            assertThatThrownBy(() -> desk.complete(
                            id,
                            "Task_SpecialApproval",
                            AGENT,
                            Map.of("specialApproval", "approve", "specialReason", "情况属实", "policyGap", false)))
                    .satisfies(e -> assertThat(Refusal.in(e)).hasMessageContaining("由您提出"));
        } finally {
            desk.leave(AGENT, "manager");
        }
    }

    @Test
    @DisplayName("a request outside the policy is approved as an exception, sent back and refunded (A4, E1)")
    void special_request_approved() {
        String id = outsidePolicy();
        apply(id, 399);
        desk.complete(
                id,
                "Task_SpecialApproval",
                MANAGER,
                Map.of(
                        "specialApproval",
                        "approve",
                        "specialReason",
                        "情况属实",
                        "policyGap",
                        true,
                        "policyNote",
                        "住院等情形建议顺延"));
        assertThat(desk.openTasks(id)).containsExactly("Task_AwaitShipment");
        desk.sendBack(id);
        desk.inspect(id, "accepted");
        desk.settle(id);
        desk.rate(id, "5");

        assertEnded(id, "refunded");
        assertThat(desk.variable(id, "approvedBy")).isEqualTo(MANAGER);
        assertThat(casebook.documents(desk.caseNumber(id)))
                .extracting(CaseDocument::kind)
                .contains("special-request");
        assertThat(jdbc.sql(
                                "select count(*) from aftercare.notice where case_number = ? and kind = 'policy-suggestion'")
                        .param(desk.caseNumber(id))
                        .query(Integer.class)
                        .single())
                .isPositive();
    }

    @Test
    @DisplayName("what was paid back already is not proposed again, in another case or as an exception (A4, A7)")
    void paid_back_already() {
        String paid = desk.untilApproval("refund-only", "damaged", COOKER, "399.00");
        desk.approve(paid, SUPERVISOR);
        desk.settle(paid);
        String order = (String) desk.variable(paid, "orderNumber");
        String again = desk.receive("refund-only", order);
        assertThatThrownBy(() -> desk.check(again, checked("refund-only", "damaged", 1)))
                .satisfies(e -> assertThat(Refusal.in(e).fields())
                        .extracting(Refusal.Field::field)
                        .containsExactly("amount"));

        String special = outsidePolicy();
        assertThatThrownBy(() -> apply(special, 399.01))
                .satisfies(e -> assertThat(Refusal.in(e).fields())
                        .extracting(Refusal.Field::field)
                        .containsExactly("requestedAmount"));
        apply(special, 399);
    }

    @Test
    @DisplayName("a small request takes the quick path; refused, its alternative is approved and given (E1)")
    void special_request_alternative() {
        String id = outsidePolicy();
        apply(id, 150);
        desk.complete(
                id,
                "Task_SpecialApproval",
                SUPERVISOR,
                Map.of("specialApproval", "refuse", "specialReason", "商品已使用", "policyGap", false));
        desk.complete(
                id,
                "Task_OfferAlternative",
                AGENT,
                Map.of(
                        "alternativeMeasure",
                        "coupon",
                        "alternativeAmount",
                        50.0,
                        "alternativeText",
                        "为您发放 50 元优惠券",
                        "alternativeAccepted",
                        "yes"));
        assertThat(jdbc.sql(
                                "select v.text_ from act_ru_variable v join act_ru_task t on t.proc_inst_id_ = v.proc_inst_id_"
                                        + " where t.id_ = ? and v.name_ = 'refusedReason'")
                        .param(desk.task(id, "Task_SpecialApproval").getId())
                        .query(String.class)
                        .single())
                .as("read by whoever approves the alternative")
                .isEqualTo("商品已使用");
        desk.complete(
                id,
                "Task_SpecialApproval",
                SUPERVISOR,
                Map.of("specialApproval", "approve", "specialReason", "同意", "policyGap", false));
        desk.settle(id);
        assertThat((String) desk.variable(id, "couponNumber")).isNotBlank();
        desk.complete(
                id, "Task_CompensationAnswer", AGENT, Map.of("compensationAnswer", "accepted", "answerNote", "客户接受"));
        desk.settle(id);
        desk.rate(id, "4");

        assertEnded(id, "compensated");
    }

    @Test
    @DisplayName("a request outside the policy is refused with the reason and what is offered (A4, E1)")
    void special_request_refused() {
        String id = outsidePolicy();
        apply(id, 399);
        desk.complete(
                id,
                "Task_SpecialApproval",
                MANAGER,
                Map.of("specialApproval", "refuse", "specialReason", "超过期限太久", "policyGap", false));
        desk.complete(id, "Task_OfferAlternative", AGENT, Map.of("alternativeMeasure", "none"));
        desk.settle(id);
        desk.rate(id, "3");

        assertEnded(id, "refused");
        assertThat(desk.passed(id)).contains("Notify_NotEligible");
    }

    @Test
    @DisplayName(
            "who is not satisfied gets a complaint with everything that is known, and both cases name each other (A8)")
    void not_satisfied() {
        String id = desk.untilApproval("refund-only", "damaged", COOKER, "399.00");
        desk.approve(id, SUPERVISOR);
        desk.settle(id);
        desk.rate(id, "1");

        assertEnded(id, "refunded");
        assertThat(casebook.contacts(desk.caseNumber(id)))
                .extracting(ContactRecord::result)
                .contains("非常不满意");
        String complaint = (String) desk.variable(id, "complaintCase");
        assertThat(complaint).startsWith("CP");
        assertThat(complaintFacts(id)).isEqualTo("对售后 " + desk.caseNumber(id) + "（退款 399.00 元）的办理不满意：等得太久");
        assertThat(links.of(complaint))
                .extracting(link -> link.other().caseNumber())
                .containsExactly(desk.caseNumber(id));
        assertThat(links.of(desk.caseNumber(id)))
                .extracting(link -> link.other().caseNumber())
                .containsExactly(complaint);
        assertThat(casebook.find(complaint).orElseThrow())
                .returns(casebook.find(desk.caseNumber(id)).orElseThrow().orderNumber(), CaseSummary::orderNumber);
    }

    @Test
    @DisplayName("a rating may come from the customer by message (A8)")
    void rated_by_message() {
        String id = desk.untilApproval("refund-only", "damaged", COOKER, "399.00");
        desk.approve(id, SUPERVISOR);
        desk.settle(id);
        assertThatThrownBy(() -> cases.rate(desk.caseNumber(id), Map.of("satisfaction", "9")))
                .isInstanceOf(Refusal.class);
        cases.rate(desk.caseNumber(id), Map.of("satisfaction", "5"));

        assertEnded(id, "refunded");
    }

    @Test
    @DisplayName("there is no case without a known order of this customer (A2)")
    void bad_requests() {
        Map<String, Object> unknown = desk.request("return", "NO-SUCH");
        assertThatThrownBy(() -> cases.request(unknown))
                .satisfies(e -> assertThat(Refusal.in(e).fields())
                        .extracting(Refusal.Field::field)
                        .containsExactly("orderNumber"));
        Map<String, Object> surplus = new HashMap<>(desk.request("return", desk.order(COOKER, "1.00", "2026-11-20")));
        surplus.put("approvedBy", "me");
        surplus.remove("kind");
        assertThatThrownBy(() -> cases.request(surplus))
                .satisfies(e -> assertThat(Refusal.in(e).fields())
                        .extracting(Refusal.Field::field)
                        .contains("approvedBy", "kind"));
    }

    @Test
    @DisplayName("a coupon that cannot be given is given by finance by hand (A7)")
    void coupon_by_hand() {
        peers.harm(Peer.VOUCHERS, Fault.DOWN);
        String id = compensated();
        desk.passFailing(id, Duration.ofHours(2));
        assertThat(desk.seen(id, "Task_CompensateByHand", "approverName")).isEqualTo("陈静（chenjing）");
        desk.complete(
                id,
                "Task_CompensateByHand",
                FINANCE,
                Map.of(
                        "refundChecked",
                        true,
                        "refundOutcome",
                        "paid",
                        "refundReference",
                        "YHQ" + desk.caseNumber(id),
                        "refundNote",
                        "会员系统人工发放"));
        peers.mend();
        assertThat(desk.variable(id, "couponNumber")).isEqualTo("YHQ" + desk.caseNumber(id));
    }
}
