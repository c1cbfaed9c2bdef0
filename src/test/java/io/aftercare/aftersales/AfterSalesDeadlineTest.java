package io.aftercare.aftersales;

import static io.aftercare.aftersales.AfterSalesDesk.AGENT;
import static io.aftercare.aftersales.AfterSalesDesk.FINANCE;
import static io.aftercare.aftersales.AfterSalesDesk.LOGISTICS;
import static io.aftercare.aftersales.AfterSalesDesk.MANAGER;
import static io.aftercare.aftersales.AfterSalesDesk.PRODUCT;
import static io.aftercare.aftersales.AfterSalesDesk.SUPERVISOR;
import static io.aftercare.aftersales.AfterSalesDesk.WAREHOUSE;
import static io.aftercare.aftersales.AfterSalesDesk.checked;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import io.aftercare.deadline.DeadlineLedger;
import io.aftercare.deadline.DeadlineOccurrence;
import io.aftercare.fulfilment.TestPeers;
import io.aftercare.fulfilment.TestPeers.Fault;
import io.aftercare.fulfilment.TestPeers.Peer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Every deadline of an after-sales case and of a special request, met and missed; the expected times are written by hand. */
@AftercareTest
class AfterSalesDeadlineTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final String COOKER = "智能电饭煲 4L";

    @Autowired
    AfterSalesDesk desk;

    @Autowired
    DeadlineLedger ledger;

    @Autowired
    TaskService tasks;

    @Autowired
    TestPeers peers;

    @BeforeEach
    void a_working_day() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-23T01:00:00Z")));
    }

    @AfterEach
    void today() {
        ClockUtil.reset();
        peers.mend();
    }

    /**
     * A step under a deadline.
     *
     * @param hours from entering; 0 where days say it
     * @param days whole days after the one on which the step was entered, until 24:00 (民法典 第二百零一条, 第二百零三条)
     * @param down which system does not answer on the way to the step, or null
     * @param form completes it
     */
    record Step(
            String task,
            String name,
            int hours,
            int days,
            String escalateTo,
            Peer down,
            Function<AfterSalesDesk, String> reach,
            String who,
            Map<String, Object> form) {

        Instant due(Instant entered) {
            return days == 0
                    ? entered.plus(Duration.ofHours(hours))
                    : LocalDate.ofInstant(entered, SHANGHAI)
                            .plusDays(days + 1)
                            .atStartOfDay(SHANGHAI)
                            .toInstant();
        }

        @Override
        public String toString() {
            return name + " within " + (days == 0 ? hours + " hours" : days + " days");
        }
    }

    private static Step hours(
            String task,
            String name,
            int hours,
            String escalateTo,
            Peer down,
            Function<AfterSalesDesk, String> reach,
            String who,
            Map<String, Object> form) {
        return new Step(task, name, hours, 0, escalateTo, down, reach, who, form);
    }

    private static Step days(
            String task,
            String name,
            int days,
            Function<AfterSalesDesk, String> reach,
            String who,
            Map<String, Object> form) {
        return new Step(task, name, 0, days, "supervisor", null, reach, who, form);
    }

    private static String approved(AfterSalesDesk d, String kind, String fault) {
        String id = d.untilApproval(kind, fault, COOKER, "399.00");
        d.approve(id, SUPERVISOR);
        return id;
    }

    private static String returned(AfterSalesDesk d) {
        String id = d.untilApproval("refund-only", "damaged", COOKER, "399.00");
        d.complete(id, "Task_Approve", SUPERVISOR, Map.of("approval", "return", "approvalReason", "照片不清楚"));
        return id;
    }

    private static String repairing(AfterSalesDesk d, int earlier) {
        String id = d.receive("repair", d.order(COOKER, "399.00", "2026-11-20"));
        Map<String, Object> form = checked("repair", "quality", 399);
        form.put("earlierRepairs", earlier);
        d.check(id, form);
        d.sendBack(id);
        d.inspect(id, "accepted");
        return id;
    }

    private static String choosing(AfterSalesDesk d) {
        String id = repairing(d, 1);
        d.complete(id, "Task_Repair", PRODUCT, Map.of("repairResult", "failed", "repairNote", "仍不加热"));
        return id;
    }

    private static String compensating(AfterSalesDesk d) {
        String id = d.receive("compensation", d.order(COOKER, "399.00", "2026-11-20"));
        Map<String, Object> form = checked("compensation", "none", 30);
        form.put("compensationKind", "coupon");
        d.check(id, form);
        d.approve(id, SUPERVISOR);
        return id;
    }

    private static String failing(AfterSalesDesk d, String id) {
        d.passFailing(id, Duration.ofHours(2));
        return id;
    }

    private static String settled(AfterSalesDesk d, String id) {
        d.settle(id);
        return id;
    }

    private static String outside(AfterSalesDesk d) {
        String id = d.receive("return", d.order(COOKER, "399.00", "2026-11-01"));
        Map<String, Object> form = checked("return", "none", 399);
        form.put("signedOn", "2026-11-01");
        d.check(id, form);
        return id;
    }

    private static Map<String, Object> application(double amount) {
        var form = new HashMap<String, Object>();
        form.put("applicationText", "希望退货");
        form.put("writtenOn", "2026-11-22");
        form.put("writtenFiled", true);
        form.put("grounds", "hardship");
        form.put("borderExplained", true);
        form.put("requestedMeasure", "refund");
        form.put("requestedAmount", amount);
        return form;
    }

    private static String applied(AfterSalesDesk d, double amount) {
        String id = outside(d);
        d.complete(id, "Task_Application", AGENT, application(amount));
        return id;
    }

    private static String exceptionRefused(AfterSalesDesk d) {
        String id = applied(d, 399);
        d.complete(
                id,
                "Task_SpecialApproval",
                MANAGER,
                Map.of("specialApproval", "refuse", "specialReason", "已使用", "policyGap", false));
        return id;
    }

    static Stream<Step> steps() {
        var approve = Map.<String, Object>of("approval", "approve");
        return Stream.of(
                hours(
                        "Task_Check",
                        "check",
                        24,
                        "supervisor",
                        null,
                        d -> d.receive("return", d.order(COOKER, "399.00", "2026-11-20")),
                        AGENT,
                        checked("return", "none", 399)),
                hours(
                        "Task_Approve",
                        "approval",
                        4,
                        "manager",
                        null,
                        d -> d.untilApproval("return", "none", COOKER, "399.00"),
                        SUPERVISOR,
                        approve),
                hours(
                        "Task_Revise",
                        "revise",
                        24,
                        "supervisor",
                        null,
                        AfterSalesDeadlineTest::returned,
                        AGENT,
                        Map.of("remedy", "refund", "amount", 200.0, "reviseNote", "客户同意", "checkNote", "已补拍照片")),
                days(
                        "Task_AwaitShipment",
                        "return-shipment",
                        7,
                        d -> approved(d, "return", "none"),
                        AGENT,
                        Map.of("returnTrackingNumber", "YT8800011122", "returnCourier", "圆通速递")),
                days(
                        "Task_ReceiveParcel",
                        "parcel-arrival",
                        10,
                        d -> {
                            String id = approved(d, "return", "none");
                            d.complete(
                                    id,
                                    "Task_AwaitShipment",
                                    AGENT,
                                    Map.of("returnTrackingNumber", "YT8800011122", "returnCourier", "圆通速递"));
                            return id;
                        },
                        WAREHOUSE,
                        Map.of("arrivedOn", "2026-11-23", "packaging", "intact")),
                hours(
                        "Task_Inspect",
                        "inspection",
                        48,
                        "supervisor",
                        null,
                        d -> d.untilInspection("return", "none", COOKER, "399.00"),
                        WAREHOUSE,
                        Map.of("inspection", "accepted", "inspectionNote", "完好")),
                hours(
                        "Task_SettleDifference",
                        "difference",
                        24,
                        "supervisor",
                        null,
                        d -> {
                            String id = d.untilInspection("return", "none", COOKER, "399.00");
                            d.inspect(id, "rejected");
                            return id;
                        },
                        AGENT,
                        Map.of("differenceDecision", "send-back", "differenceNote", "客户同意寄回")),
                hours(
                        "Task_RefundByHand",
                        "refund-by-hand",
                        24,
                        "manager",
                        Peer.PAYMENTS,
                        d -> failing(d, approved(d, "refund-only", "damaged")),
                        FINANCE,
                        Map.of("refundChecked", true, "refundOutcome", "retry", "refundNote", "渠道没有这笔")),
                hours(
                        "Task_CompensateByHand",
                        "compensate-by-hand",
                        24,
                        "manager",
                        Peer.VOUCHERS,
                        d -> failing(d, compensating(d)),
                        FINANCE,
                        Map.of("refundChecked", true, "refundOutcome", "retry", "refundNote", "系统没有这张券")),
                hours(
                        "Task_NoStock",
                        "no-stock",
                        24,
                        "supervisor",
                        null,
                        d -> {
                            String id = d.untilInspection("exchange", "quality", "空气炸锅", "329.00");
                            d.inspect(id, "accepted");
                            return settled(d, id);
                        },
                        AGENT,
                        Map.of("stockDecision", "wait", "stockNote", "客户愿意等")),
                hours(
                        "Task_ShipByHand",
                        "ship-by-hand",
                        24,
                        "supervisor",
                        Peer.COURIER,
                        d -> failing(d, approved(d, "reshipment", "missing-item")),
                        LOGISTICS,
                        Map.of("shipResult", "sent", "courier", "顺丰速运", "trackingNumber", "SF100200300")),
                days(
                        "Task_Repair",
                        "repair",
                        15,
                        d -> repairing(d, 0),
                        PRODUCT,
                        Map.of("repairResult", "repaired", "repairNote", "已换件")),
                hours(
                        "Task_OfferChoice",
                        "offer-choice",
                        24,
                        "supervisor",
                        null,
                        AfterSalesDeadlineTest::choosing,
                        AGENT,
                        Map.of("choice", "exchange", "choiceNote", "客户选择换货")),
                hours(
                        "Task_CompensationAnswer",
                        "compensation-answer",
                        48,
                        "supervisor",
                        null,
                        d -> settled(d, compensating(d)),
                        AGENT,
                        Map.of("compensationAnswer", "accepted", "answerNote", "同意")),
                hours(
                        "Task_AfterSalesSatisfaction",
                        "satisfaction",
                        24,
                        "supervisor",
                        null,
                        d -> settled(d, approved(d, "refund-only", "damaged")),
                        AGENT,
                        Map.of("satisfaction", "5")),
                hours(
                        "Task_Application",
                        "application",
                        24,
                        "supervisor",
                        null,
                        AfterSalesDeadlineTest::outside,
                        AGENT,
                        application(399)),
                hours(
                        "Task_SpecialApproval",
                        "special-approval",
                        2,
                        "manager",
                        null,
                        d -> applied(d, 150),
                        SUPERVISOR,
                        Map.of("specialApproval", "approve", "specialReason", "同意", "policyGap", false)),
                hours(
                        "Task_SpecialApproval",
                        "special-approval",
                        8,
                        "manager",
                        null,
                        d -> applied(d, 399),
                        MANAGER,
                        Map.of("specialApproval", "approve", "specialReason", "同意", "policyGap", false)),
                hours(
                        "Task_OfferAlternative",
                        "alternative",
                        24,
                        "supervisor",
                        null,
                        AfterSalesDeadlineTest::exceptionRefused,
                        AGENT,
                        Map.of("alternativeMeasure", "none")));
    }

    private Task reach(Step step, String[] id) {
        if (step.down() != null) {
            peers.harm(step.down(), Fault.DOWN);
        }
        id[0] = step.reach().apply(desk);
        peers.mend();
        return desk.task(id[0], step.task());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("steps")
    @DisplayName(
            "a step is due as the rules say; its assignee is reminded, and when it is missed it is escalated (A2–A8, E1, T2)")
    void missed(Step step) {
        String[] id = new String[1];
        Task task = reach(step, id);
        Instant due = task.getDueDate().toInstant();
        if (step.down() == null) {
            assertThat(due).isEqualTo(step.due(ClockUtil.getCurrentTime().toInstant()));
        }
        desk.pass(id[0], Duration.between(ClockUtil.getCurrentTime().toInstant(), due));

        assertThat(tasks.getIdentityLinksForTask(task.getId()).stream().map(IdentityLink::getGroupId))
                .contains(step.escalateTo());
        assertThat(of(id[0], step.name())).satisfies(missed -> {
            assertThat(missed.warnedAt()).isNotNull().isBefore(due);
            assertThat(missed.breachedAt()).isEqualTo(due);
        });
        desk.complete(id[0], step.task(), step.who(), step.form());
        assertThat(of(id[0], step.name()).state()).isEqualTo("breached");
    }

    @Test
    @DisplayName("a step done in time has met its deadline (A2)")
    void met() {
        String id = desk.receive("return", desk.order(COOKER, "399.00", "2026-11-20"));
        desk.pass(id, Duration.ofHours(24).minusMinutes(1));
        desk.check(id, checked("return", "none", 399));

        assertThat(of(id, "check")).satisfies(met -> {
            assertThat(met.state()).isEqualTo("met");
            assertThat(met.warnedAt()).as("the assignee was reminded before").isNotNull();
            assertThat(met.breachedAt()).isNull();
        });
    }

    /** The first of the name: what is done again opens another. */
    private DeadlineOccurrence of(String id, String name) {
        return ledger.of(desk.caseNumber(id)).stream()
                .filter(o -> o.step().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private DeadlineOccurrence statutory(String id) {
        return of(id, "remedy-statutory");
    }

    @Test
    @DisplayName("money is back within seven days of the goods' return (消费者权益保护法 第二十五条)")
    void refund_within_seven_days() {
        String id = desk.untilInspection("return", "none", COOKER, "399.00");
        // seven days after 23 November end at 24:00 of the 30th
        assertThat(statutory(id).dueAt()).isEqualTo(Instant.parse("2026-11-30T16:00:00Z"));
        assertThat(statutory(id).clause()).contains("第二十五条");
        desk.inspect(id, "accepted");
        desk.settle(id);
        assertThat(statutory(id).state()).isEqualTo("met");

        String late = desk.untilInspection("return", "none", COOKER, "399.00");
        desk.pass(late, Duration.ofDays(8));
        assertThat(statutory(late).breachedAt()).isEqualTo(Instant.parse("2026-11-30T16:00:00Z"));
    }

    @Test
    @DisplayName("what does not come back is settled within fifteen days of the request (侵害消费者权益行为处罚办法 第八条)")
    void fifteen_days() {
        String id = approved(desk, "reshipment", "missing-item");
        // fifteen days after 23 November end at 24:00 of 8 December
        assertThat(statutory(id).dueAt()).isEqualTo(Instant.parse("2026-12-08T16:00:00Z"));
        desk.settle(id);
        assertThat(ledger.of(desk.caseNumber(id)).stream()
                        .filter(o -> o.step().equals("remedy-statutory"))
                        .map(o -> o.activityId() + " " + o.state()))
                .as("what was set aside goes on to be sent, under the same date")
                .containsExactly("Phase_Goods cancelled", "Phase_Shipping met");
        assertThat(desk.timersAt(id, "Deadline_StatutoryGoods"))
                .as("nothing is left of a phase that is over")
                .isEmpty();
    }

    @Test
    @DisplayName("a repair takes at most thirty days from the goods' arrival (三包)")
    void thirty_days() {
        String id = repairing(desk, 0);
        // thirty days after 23 November end at 24:00 of 23 December
        assertThat(statutory(id).dueAt()).isEqualTo(Instant.parse("2026-12-23T16:00:00Z"));
        desk.pass(id, Duration.ofDays(30).plusHours(16));
        assertThat(desk.openTasks(id)).containsExactly("Task_OfferChoice");
    }
}
