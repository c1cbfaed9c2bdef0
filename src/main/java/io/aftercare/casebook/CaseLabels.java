package io.aftercare.casebook;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The Chinese of the codes that cases carry. A code without a label is shown as it is. */
public final class CaseLabels {

    static final Map<String, String> URGENCY = labels("urgent", "紧急", "normal", "一般", "routine", "常规");

    static final Map<String, String> STATUS = labels(
            "open",
            "处理中",
            "closed",
            "已办结",
            "archived",
            "已归档",
            "withdrawn",
            "已撤诉",
            "duplicate",
            "重复投诉",
            "cancelled",
            "已取消");

    static final Map<String, String> DEPARTMENT = labels(
            "logistics",
            "物流部",
            "product",
            "产品部",
            "warehouse",
            "仓储部",
            "finance",
            "财务部",
            "service",
            "客服部",
            "agent",
            "客服部",
            "legal",
            "法务部",
            "training",
            "培训部",
            "specialist",
            "投诉专员",
            "supervisor",
            "客服主管",
            "manager",
            "客服经理",
            "third-party",
            "第三方",
            "none",
            "无责任部门");

    private static final Map<String, String> SATISFACTION =
            labels("5", "非常满意", "4", "满意", "3", "一般", "2", "不满意", "1", "非常不满意");

    private static final Map<String, String> OTHERS = labels(
            "channel:phone",
            "电话",
            "channel:visit",
            "来访",
            "channel:chat",
            "在线客服",
            "channel:email",
            "邮件",
            "channel:web",
            "网站",
            "means:phone",
            "电话",
            "means:visit",
            "面谈",
            "means:chat",
            "在线客服",
            "means:email",
            "邮件",
            "means:web",
            "网站",
            // by a message of the customer's own, which does not say how it came
            "means:self",
            "线上自助",
            "age:young",
            "青年",
            "age:adult",
            "成年",
            "age:senior",
            "老年",
            "identity:order",
            "订单号",
            "identity:phone",
            "手机号",
            "identity:email",
            "邮箱",
            "identity:other",
            "其他",
            "category:quality",
            "产品质量",
            "category:logistics",
            "物流配送",
            "category:service",
            "服务态度",
            "category:price",
            "价格",
            "category:warehouse",
            "仓储发货",
            "category:other",
            "其他",
            "demand:refund",
            "退款",
            "demand:exchange",
            "换货",
            "demand:repair",
            "维修",
            "demand:reship",
            "补发",
            "demand:apology",
            "道歉",
            "demand:compensation",
            "补偿",
            "demand:other",
            "其他",
            "severity:ordinary",
            "普通",
            "severity:major",
            "重大投诉",
            "outcome:resolved",
            "已解决",
            "outcome:explained",
            "误解已说明",
            "outcome:unresolved",
            "未达成一致",
            "outcome:withdrawn",
            "客户撤诉",
            "outcome:duplicate",
            "重复投诉",
            "outcome:dissatisfied",
            "客户不满意",
            "kind:return",
            "退货退款",
            "kind:refund-only",
            "仅退款",
            "kind:exchange",
            "换货",
            "kind:reshipment",
            "补发",
            "kind:repair",
            "维修",
            "kind:compensation",
            "价格或运费补偿",
            "fault:none",
            "无质量问题",
            "fault:quality",
            "质量问题",
            "fault:damaged",
            "运输破损",
            "fault:wrong-item",
            "发错商品",
            "fault:missing-item",
            "少发漏发",
            "fault:not-received",
            "未收到货",
            "remedy:refund",
            "退款",
            "remedy:exchange",
            "换货",
            "remedy:reshipment",
            "补发",
            "remedy:repair",
            "维修",
            "remedy:compensation",
            "补偿",
            "inspection:accepted",
            "合格",
            "inspection:partly",
            "部分合格",
            "inspection:rejected",
            "不合格",
            "inspection:wrong-item",
            "退回商品不符",
            "inspection:missing-item",
            "退回商品缺件",
            "compensation:coupon",
            "优惠券",
            "compensation:points",
            "积分",
            "compensation:cash",
            "原路退差价",
            "freight:merchant",
            "我方承担",
            "freight:customer",
            "客户承担",
            "freight:none",
            "不产生运费",
            "eligible:yes",
            "符合政策",
            "eligible:special",
            "政策之外，按特殊请求办理",
            "specialDecision:approved",
            "已批准",
            "specialDecision:alternative",
            "未批准，客户接受替代方案",
            "specialDecision:refused",
            "未批准",
            "outcome:refunded",
            "已退款",
            "outcome:exchanged",
            "已换货",
            "outcome:reshipped",
            "已补发",
            "outcome:repaired",
            "已维修",
            "outcome:compensated",
            "已补偿",
            "outcome:rejected",
            "验货不符，商品退回",
            "outcome:refused",
            "不符合政策",
            "outcome:expired",
            "逾期未寄回",
            "outcome:cancelled",
            "客户取消");

    private CaseLabels() {}

    /** Empty for a case that is not graded yet, or never is. */
    public static String urgency(String code) {
        return URGENCY.getOrDefault(code, "");
    }

    public static String status(String code) {
        return STATUS.getOrDefault(code, code);
    }

    public static String department(String code) {
        return DEPARTMENT.getOrDefault(code, code);
    }

    /** @param codes comma separated */
    public static String departments(String codes) {
        return Arrays.stream(codes.split(","))
                .map(CaseLabels::department)
                .distinct()
                .collect(Collectors.joining("、"));
    }

    /** An amount of CNY as people write it, such as 399.00 元. */
    public static String yuan(Number amount) {
        return new BigDecimal(amount.toString())
                        .setScale(2, RoundingMode.HALF_UP)
                        .toPlainString() + " 元";
    }

    /** @param score {@code 5} 非常满意 … {@code 1} 非常不满意 */
    public static String satisfaction(String score) {
        return SATISFACTION.getOrDefault(score, score);
    }

    /**
     * The label of a code: {@code kind} is one of channel, means, category, demand, severity, kind, fault, eligible, specialDecision, remedy,
     * compensation, freight, inspection, outcome, age or identity; empty for null.
     */
    public static String of(String kind, String code) {
        return code == null ? "" : OTHERS.getOrDefault(kind + ":" + code, code);
    }

    private static Map<String, String> labels(String... pairs) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            labels.put(pairs[i], pairs[i + 1]);
        }
        return labels;
    }
}
