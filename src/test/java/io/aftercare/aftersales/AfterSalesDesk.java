package io.aftercare.aftersales;

import io.aftercare.CaseWork;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.spin.Spin;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The people who handle returns and repairs, as a test directs them. */
@TestComponent
public class AfterSalesDesk extends CaseWork {

    static final String AGENT = "yangxiao";
    static final String SUPERVISOR = "chenjing";
    static final String MANAGER = "liuwei";
    static final String WAREHOUSE = "zhenghao";
    static final String PRODUCT = "wujing";
    static final String FINANCE = "qianyun";
    static final String LOGISTICS = "zhoutao";

    /** A demo customer's order: 智能电饭煲 4L, 399.00, signed three days before today. */
    private static int orders;

    private final JdbcClient jdbc;

    AfterSalesDesk(
            RuntimeService runtime,
            TaskService tasks,
            ManagementService management,
            HistoryService history,
            IdentityService identity,
            JdbcClient jdbc) {
        super(runtime, tasks, management, history, identity);
        this.jdbc = jdbc;
    }

    /**
     * An order of its own for each case, so that no two pay back the same money.
     *
     * @param product of which the demo's stock may or may not have any
     * @param signedOn {@code yyyy-MM-dd}
     */
    String order(String product, String amount, String signedOn) {
        String number = "AS" + (70_000 + ++orders);
        jdbc.sql("insert into aftercare.customer_order (number, customer_id, product, amount, paid_at, signed_at)"
                        + " select ?, id, ?, ?::numeric, ?::timestamptz - interval '3 days', ?::timestamptz"
                        + " from aftercare.customer where phone = '13800138001' limit 1")
                .params(number, product, amount, signedOn + "T10:00:00+08:00", signedOn + "T10:00:00+08:00")
                .update();
        return number;
    }

    String customer() {
        return jdbc.sql("select id::text from aftercare.customer where phone = '13800138001' limit 1")
                .query(String.class)
                .single();
    }

    Map<String, Object> request(String kind, String order) {
        var said = new HashMap<String, Object>();
        said.put("channel", "phone");
        said.put("customerId", customer());
        said.put("orderNumber", order);
        said.put("kind", kind);
        said.put("description", "收到以后不合适，想办理售后");
        return said;
    }

    /** An agent takes a request by phone. */
    String receive(String kind, String order) {
        return as(AGENT, () -> runtime.startProcessInstanceByKey(AfterSalesProcess.KEY, request(kind, order))
                .getProcessInstanceId());
    }

    static Map<String, Object> checked(String kind, String fault, double amount) {
        var form = new HashMap<String, Object>();
        form.put("kind", kind);
        form.put("fault", fault);
        form.put("opened", false);
        form.put("exception", "none");
        form.put("warrantyMonths", 12);
        form.put("amount", amount);
        form.put("quantity", 1);
        form.put("evidence", Spin.JSON("[\"photo\"]"));
        form.put("checkNote", "订单和照片已核对");
        form.put("orderChecked", true);
        if (!"not-received".equals(fault)) {
            form.put("signedOn", "2026-11-20");
        }
        if (java.util.Set.of("return", "exchange", "repair").contains(kind)) {
            form.put("earlierRepairs", 0);
            form.put("repairDays", 0);
        }
        return form;
    }

    void check(String id, Map<String, Object> form) {
        complete(id, "Task_Check", AGENT, form);
    }

    void approve(String id, String who) {
        complete(id, "Task_Approve", who, Map.of("approval", "approve"));
    }

    /** The customer sends the goods and the warehouse receives them. */
    void sendBack(String id) {
        settle(id);
        complete(
                id,
                "Task_AwaitShipment",
                AGENT,
                Map.of("returnTrackingNumber", "YT8800011122", "returnCourier", "圆通速递"));
        complete(id, "Task_ReceiveParcel", WAREHOUSE, Map.of("arrivedOn", "2026-11-23", "packaging", "intact"));
    }

    void inspect(String id, String result) {
        var form = new HashMap<String, Object>();
        form.put("inspection", result);
        form.put("inspectionNote", "外观和配件已核对");
        if (!"accepted".equals(result)) {
            form.put("photosFiled", true);
        }
        if ("partly".equals(result)) {
            form.put("acceptedQuantity", 1);
        }
        complete(id, "Task_Inspect", WAREHOUSE, form);
    }

    /** From the request to goods that wait for inspection. */
    String untilInspection(String kind, String fault, String product, String amount) {
        String id = untilApproval(kind, fault, product, amount);
        approve(id, SUPERVISOR);
        sendBack(id);
        return id;
    }

    String untilApproval(String kind, String fault, String product, String amount) {
        String id = receive(kind, order(product, amount, "2026-11-20"));
        check(id, checked(kind, fault, Double.parseDouble(amount)));
        return id;
    }

    /** What the form of a task can show, with what the step alone knows. */
    Object seen(String id, String task, String name) {
        return tasks.getVariable(task(id, task).getId(), name);
    }

    void rate(String id, String satisfaction) {
        var form = new HashMap<String, Object>(Map.of("satisfaction", satisfaction));
        if ("12".contains(satisfaction)) {
            form.put("feedback", "等得太久");
        }
        complete(id, "Task_AfterSalesSatisfaction", AGENT, form);
        settle(id);
    }
}
