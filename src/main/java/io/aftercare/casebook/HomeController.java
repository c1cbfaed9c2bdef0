package io.aftercare.casebook;

import io.aftercare.fulfilment.Payouts;
import io.aftercare.notification.Notifications;
import io.aftercare.platform.Staff;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: what each person may do, by group. */
@Controller
class HomeController {

    /** @param groups who sees it; empty for everybody */
    private record Link(String title, String href, String text, Set<String> groups) {}

    /** The start forms and tasks are Tasklist's, running cases and diagrams Cockpit's, people Admin's. */
    private static final List<Link> LINKS = List.of(
            new Link(
                    "受理投诉",
                    "/camunda/app/tasklist/",
                    "电话、来访投诉：在任务列表右上角选择“启动流程”，填写投诉受理单，系统自动编号。",
                    Set.of("agent", "specialist", "supervisor", "manager")),
            new Link(
                    "受理售后",
                    "/camunda/app/tasklist/",
                    "退货、换货、退款、补发、维修和补偿：在任务列表右上角选择“启动流程”，填写售后申请单，须有订单号。",
                    Set.of("agent", "specialist", "supervisor", "manager")),
            new Link(
                    "当日待跟进清单",
                    "/worklist",
                    "我的任务，以及本组今天到期或已超时、还没有人认领的任务，紧急的在前。",
                    Set.of(
                            "agent",
                            "specialist",
                            "supervisor",
                            "manager",
                            "logistics",
                            "product",
                            "warehouse",
                            "finance",
                            "legal",
                            "training",
                            "camunda-admin")),
            new Link(
                    "任务列表",
                    "/camunda/app/tasklist/",
                    "认领并办理投诉的登记、核查、方案、执行，售后的核对、收货、验货、退换修，以及审批和回访任务。",
                    Set.of(
                            "agent",
                            "specialist",
                            "supervisor",
                            "manager",
                            "logistics",
                            "product",
                            "warehouse",
                            "finance",
                            "legal",
                            "training",
                            "camunda-admin")),
            new Link(
                    "时限看板",
                    "/deadlines",
                    "未完成环节的到期情况：已超时、一小时内和今日到期、暂停中，可按部门和承办人筛选并导出。",
                    Set.of(
                            "agent",
                            "specialist",
                            "supervisor",
                            "manager",
                            "logistics",
                            "product",
                            "warehouse",
                            "finance",
                            "legal",
                            "training",
                            "auditor",
                            "process-owner",
                            "camunda-admin")),
            new Link("政策提醒", "/policies", "今天起改了什么政策、价格和活动，与客户沟通前先看；流程负责人、客服主管和经理在这里发布。", Set.of()),
            new Link("停机应急", "/offline", "系统打不开时照着办的规程和空白表，现在就打印或下载一份备用。", Set.of()),
            new Link("个案跟踪表", "/register", "全部投诉和售后的责任部门、方案、时限和归档状态；可只看投诉或售后，筛选并导出 Excel。", Set.of()),
            new Link("寄件箱", "/outbox", "发给客户和同事的每一封通知，以及是否送达。", Notifications.READERS),
            new Link("出款清单", "/payouts", "退款、优惠券和积分：金额、审批人、流水号，以及是否付出。", Payouts.READERS),
            new Link(
                    "流程监控",
                    "/camunda/app/cockpit/",
                    "运行中的流程、故障和流程图。",
                    Set.of("auditor", "process-owner", "camunda-admin")),
            new Link("用户与权限", "/camunda/app/admin/", "用户、组和授权。", Set.of("camunda-admin")));

    private final EngineWorklist worklist;
    private final Staff staff;

    HomeController(EngineWorklist worklist, Staff staff) {
        this.worklist = worklist;
        this.staff = staff;
    }

    @GetMapping("/")
    @Transactional(readOnly = true)
    String home(Principal principal, Model model) {
        if (principal == null) {
            return "redirect:/login";
        }
        List<String> groups = worklist.groups(principal.getName());
        List<Link> links = new ArrayList<>(LINKS);
        links.removeIf(link -> !link.groups().isEmpty() && Collections.disjoint(link.groups(), groups));
        model.addAttribute("links", links);
        model.addAttribute("name", staff.person(principal.getName()).name());
        return "casebook/home";
    }
}
