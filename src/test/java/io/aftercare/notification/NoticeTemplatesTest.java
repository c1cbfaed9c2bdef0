package io.aftercare.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.notification.NoticeTemplates.Rendered;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeTemplatesTest {

    private static final NoticeTemplates TEMPLATES = new NoticeTemplates(new MailProperties(
            "service@aftercare.example", "安心家电客户服务中心", "", "400-000-0000", "", "https://aftercare.example"));

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T06:00:00Z"), ZoneId.of("Asia/Shanghai"));
    private static final Set<NoticeKind> AFTER_SALES =
            EnumSet.range(NoticeKind.AFTER_SALES_RECEIVED, NoticeKind.AFTER_SALES_CLOSED);
    private static final String GREETING = "尊敬的王女士：您好！";

    /** Every element that the layout writes, with its attributes; the colspan is the layout's own, too. */
    private static final Set<String> LAYOUT_TAGS = layoutTags();

    private static Set<String> layoutTags() {
        NoticeTemplatesTest test = new NoticeTemplatesTest();
        Set<String> tags = new TreeSet<>();
        for (NoticeKind kind : NoticeKind.values()) {
            tags.addAll(tags(test.render(kind, everything()).html()));
            tags.addAll(tags(test.render(kind, Map.of("promisedTimes", "步骤")).html()));
        }
        return tags;
    }

    /** A case in which every fact is known. */
    static Map<String, Object> everything() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("receivedText", "11月21日 14:00");
        facts.put("orderNumber", "DD20261118007");
        facts.put("limitText", "用其他方式核实5件个案");
        facts.put("changedContact", "电子邮箱");
        facts.put("changedAt", "11月21日 14:00");
        facts.put("product", "静音加湿器 H3（象牙白）");
        facts.put("summary", "昨天收到加湿器，外箱已经破损，机身左侧开裂、水箱漏水。\n希望尽快换一台新的。");
        facts.put("demandType", "exchange");
        facts.put("urgency", "urgent");
        facts.put("customerLabel", "王** 138****5678");
        facts.put(
                "promisedTimes",
                List.of(
                        Map.of("step", "物流、仓储同时核实破损原因", "by", "11月22日 14:00 前"),
                        Map.of("step", "把处理方案告诉您，征求您的意见", "by", "11月23日 14:00 前"),
                        Map.of("step", "您同意后安排换货", "by", "方案承诺的时间内")));
        facts.put("promisedBy", "11月23日 14:00");
        facts.put("promisedHours", 48);
        facts.put("planReason", "运输途中包装受压，外箱缓冲不足");
        facts.put("planText", "1. 为您换一台全新的同款加湿器，今天从仓库发出，顺丰包邮；\n2. 破损的那台由快递上门取回，运费由我们承担；\n3. 另赠 50 元优惠券，表示歉意。");
        facts.put("amount", 1050.5);
        facts.put("executionSummary", "新机已于 11月22日 16:20 签收。\n优惠券已存入您的账户，有效期一年。");
        facts.put("explanation", "订单截图显示您选购的是“不含滤芯”的套餐，滤芯需要单独购买。\n说明书第 3 页有两种套餐的对照。");
        facts.put("trackingNumber", "SF1234567890");
        facts.put("originalCase", "CP20261120003");
        facts.put("phaseLabel", "方案审核");
        facts.put("nextText", "主管审核后，专员会把方案告诉您");
        facts.put("delayReason", "需要等待快递公司提供运输记录");
        facts.put("outcome", "resolved");
        facts.put("deadlineName", "首次响应");
        facts.put("dueText", "11月21日 16:00");
        facts.put("assigneeName", "杨晓");
        facts.put("deadlineTold", "落实处理方案");
        facts.put("oldDueText", "11月21日 12:00");
        facts.put("extensionReason", "新机缺货，明早从外地仓调拨");
        facts.put("refusalReason", "请周涛协助，今天内完成");
        facts.put("digestTitle", "已超时 2 项");
        facts.put("digestMore", "另有 460 项，请在时限看板查看");
        facts.put("originCase", "CP20261120003");
        facts.put("complaintCase", "CP20261121008");
        facts.put("kind", "return");
        facts.put("remedy", "refund");
        facts.put("compensationKind", "coupon");
        facts.put("freightPayer", "merchant");
        facts.put("freightReason", "商品有质量问题");
        facts.put("returnAddress", "浙江省杭州市余杭区仓前街道 8 号仓　售后组　400-000-0000");
        facts.put("returnLabel", "RL20261122001");
        facts.put("returnBy", "12月6日");
        facts.put("returnCourier", "顺丰");
        facts.put("returnTrackingNumber", "SF2233445566");
        facts.put("courier", "顺丰");
        facts.put("eligibilityReason", "商品签收已满二十天，检测没有质量问题，超出了七日无理由退货的期限。");
        facts.put("eligibilityClause", "《消费者权益保护法》第二十五条");
        facts.put("offer", "为您发一张 100 元优惠券，一年内可用；\n或者为您免费检修一次，来回运费由我们承担。");
        facts.put("differenceNote", "机身完好，少了一个滤芯。\n商定从退款中扣除滤芯价格 50 元，其余全部退给您。");
        facts.put("repairNote", "电源板受潮，已更换新的电源板，连续通电两小时正常。");
        facts.put("refundReference", "WX20261122000123");
        facts.put("couponNumber", "YH20261122-8842");
        facts.put("points", 500);
        facts.put("grounds", "hardship");
        facts.put("policyBorder", "七日无理由退货从签收次日起算，没有住院等情形的例外。");
        facts.put("policyNote", "住院、出差等无法拆看的情形，建议从客户能够拆看之日起算。");
        facts.put(
                "deadlines",
                List.of(
                        Map.of("by", "已超时　11月21日 16:00", "step", "CP20261121001　部门核查　周涛"),
                        Map.of("by", "已超时　11月21日 16:00", "step", "CP20261121002　部门核查　尚未认领")));
        return facts;
    }

    private Rendered render(NoticeKind kind, Map<String, ?> given) {
        Map<String, Object> facts = new HashMap<>(new NoticeFacts(CLOCK).clean(given));
        facts.put("caseNumber", number(kind));
        if (!given.isEmpty()) {
            facts.put("handlerName", "杨晓");
        }
        return TEMPLATES.render(kind, facts, GREETING);
    }

    private static String number(NoticeKind kind) {
        return (AFTER_SALES.contains(kind) ? "SH" : "CP") + "20261121001";
    }

    @ParameterizedTest
    @EnumSource(NoticeKind.class)
    @DisplayName("P2: every message names the case, what comes next and whom to ask, in both parts alike")
    void both_parts_say_the_same(NoticeKind kind) {
        Rendered mail = render(kind, everything());

        boolean ofMany = kind == NoticeKind.DEADLINE_DIGEST || kind == NoticeKind.TASKS_RELEASED;
        assertThat(mail.subject()).contains(ofMany ? "已超时 2 项" : number(kind));
        assertThat(mail.text()).startsWith(GREETING + "\n\n").contains(number(kind), "安心家电客户服务中心");
        for (String line : mail.text().lines().toList()) {
            for (String word : line.split("[ 　：（）【】·.\\d]+")) {
                assertThat(words(mail.html())).contains(word);
            }
        }
        if (!kind.forStaff()) {
            assertThat(mail.text()).contains("400-000-0000", "杨晓", "直接回复本邮件");
            assertThat(mail.spoken())
                    .as("on the phone nobody answers a mail")
                    .contains("告诉我们")
                    .doesNotContain("本邮件", "告诉我们告诉我们", "告诉我们，告诉我们", "告诉我们，写下");
        }
    }

    @ParameterizedTest
    @EnumSource(NoticeKind.class)
    void a_missing_fact_leaves_its_sentence_out(NoticeKind kind) {
        Rendered mail = render(kind, Map.of());

        assertThat(mail.subject() + mail.text() + words(mail.html()))
                .doesNotContain("null", "[(", "${", "：：", "，，", "。。", "：\n\n", "  前", "【】", "（）", "，。", "、。");
        assertThat(mail.text().lines()).noneMatch(line -> line.strip().matches(".*[：、]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolved", "explained", "unresolved", "dissatisfied", "withdrawn", "something else"})
    @DisplayName("C13: the last letter fits the outcome; who is not content learns of 12315")
    void closing_fits_the_outcome(String outcome) {
        Map<String, Object> facts = everything();
        facts.put("outcome", outcome);

        String text = render(NoticeKind.CLOSED, facts).text();

        assertThat(text.contains("12315")).isEqualTo(outcome.equals("unresolved") || outcome.equals("dissatisfied"));
        assertThat(text.contains("不含滤芯")).isEqualTo(outcome.equals("explained"));
        assertThat(text.contains("新机已于")).isEqualTo(!outcome.equals("explained"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refunded",
                "exchanged",
                "reshipped",
                "repaired",
                "compensated",
                "rejected",
                "refused",
                "expired",
                "cancelled"
            })
    @DisplayName("A6: the last letter of after-sales fits the outcome; who got nothing learns of 12315")
    void the_end_of_after_sales_fits_the_outcome(String outcome) {
        String text = render(
                        NoticeKind.AFTER_SALES_CLOSED,
                        Map.of("outcome", outcome, "couponNumber", "YH8842", "refundReference", "WX123"))
                .text();

        boolean nothing = outcome.equals("rejected") || outcome.equals("refused");
        assertThat(text.contains("12315")).isEqualTo(nothing);
        assertThat(text.contains("感谢您的信任和耐心"))
                .isEqualTo(outcome.endsWith("ed")
                        && !nothing
                        && !List.of("expired", "cancelled").contains(outcome));
        assertThat(text).contains("办理结果：").doesNotContain(outcome);
        assertThat(text.contains("YH8842"))
                .as("a coupon that a refund replaced is void")
                .isEqualTo(outcome.equals("compensated"));
        assertThat(text.contains("WX123")).isEqualTo(outcome.equals("refunded"));
        assertThat(text.lines().filter(line -> line.contains("售后") && line.endsWith("。")))
                .hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"merchant,true", "merchant,false", "customer,false", "none,false"})
    @DisplayName("A2: who sends goods back reads who pays for it, and is not told to use a label that is not there")
    void freight_is_told(String payer, boolean label) {
        Map<String, Object> facts = everything();
        facts.put("freightPayer", payer);
        if (!label) {
            facts.remove("returnLabel");
        }

        String text = render(NoticeKind.RETURN_ADDRESS, facts).text();

        assertThat(text.contains("寄回运费：我们承担")).isEqualTo(payer.equals("merchant"));
        assertThat(text.contains("寄回运费：您承担")).isEqualTo(payer.equals("customer"));
        assertThat(text.contains("寄件码")).isEqualTo(label);
        assertThat(text.contains("请选择到付"))
                .as("we pay, and there is no label to pay with")
                .isEqualTo(payer.equals("merchant") && !label);
        assertThat(text.contains("请不要选择到付")).isEqualTo(payer.equals("customer"));
        assertThat(text).doesNotContain(payer);
    }

    @Test
    @DisplayName("A6: points that finance gave by hand are in the customer's account as well")
    void points_are_in_the_account() {
        assertThat(render(NoticeKind.COMPENSATED, Map.of("compensationKind", "points", "amount", 30))
                        .text())
                .contains("补偿方式：积分", "积分已经记入您的账户")
                .doesNotContain("优惠券");
    }

    @Test
    @DisplayName("A6: repaired goods are under way when the letter goes out, and no other letter names the parcel")
    void repaired_goods_are_under_way() {
        assertThat(render(NoticeKind.REPAIRED, everything()).text())
                .contains("快递公司：顺丰", "快递单号：SF1234567890", "给您寄回了")
                .doesNotContain("马上把商品寄回");
    }

    @Test
    @DisplayName("A6: refused by approval, the customer reads the words of who decided, not those of the table")
    void the_reason_of_the_approval_goes_first() {
        Map<String, Object> facts = everything();
        assertThat(render(NoticeKind.NOT_ELIGIBLE, facts).text()).contains("商品签收已满二十天");

        facts.put("specialReason", "商品已使用三个月，不能再次销售。");
        assertThat(render(NoticeKind.NOT_ELIGIBLE, facts).text())
                .contains("商品已使用三个月")
                .doesNotContain("商品签收已满二十天");
    }

    @ParameterizedTest
    @EnumSource(names = {"SATISFACTION", "EXTENDED", "PROGRESS"})
    @DisplayName("a message of both processes calls the case what it is")
    void a_case_is_called_what_it_is(NoticeKind kind) {
        Map<String, Object> facts = new HashMap<>(new NoticeFacts(CLOCK).clean(everything()));
        facts.put("caseNumber", "SH20261121001");

        Rendered mail = TEMPLATES.render(kind, facts, GREETING);

        assertThat(mail.subject() + mail.text()).contains("售后编号：SH20261121001").doesNotContain("投诉");
        assertThat(render(kind, everything()).text()).contains("投诉编号：CP20261121001");
        assertThat(NoticeFacts.caseKind("XX1")).isEqualTo("个案");
        assertThat(NoticeFacts.caseKind(null)).isEqualTo("个案");
    }

    @ParameterizedTest
    @ValueSource(strings = {"外箱受压", "外箱受压。", "外箱受压。😔", "外箱受压。😔。", "外箱受压😔。"})
    @DisplayName("a reason ends with one full stop, whatever it was typed with")
    void one_full_stop(String reason) {
        assertThat(render(NoticeKind.PLAN, Map.of("planReason", reason)).text()).containsPattern("外箱受压😔?。为此给您造成的不便");
    }

    @Test
    @DisplayName("C7: promised times may come as lines, as a list or as JSON")
    void promised_times_in_any_form() {
        String[] same = {
            render(NoticeKind.PROMISED_TIMES, Map.of("promisedTimes", List.of("核实", "方案")))
                    .text(),
            render(NoticeKind.PROMISED_TIMES, Map.of("promisedTimes", "核实\n方案")).text(),
            render(NoticeKind.PROMISED_TIMES, Map.of("promisedTimes", "[\"核实\",{\"step\":\"方案\"}]"))
                    .text()
        };
        assertThat(same).allSatisfy(text -> assertThat(text).isEqualTo(same[0]).contains("1. 核实\n2. 方案\n"));

        assertThat(render(
                                NoticeKind.PROMISED_TIMES,
                                Map.of("promisedTimes", "[{\"step\":\"方案\",\"by\":\"2026-11-23T14:00:00.000+0800\"}]"))
                        .text())
                .contains("1. 方案（11月23日 14:00）");
    }

    @Test
    void money_is_written_out_and_nothing_else_is_money() {
        assertThat(render(NoticeKind.PLAN, Map.of("amount", 1050.5)).text()).contains("方案金额：¥1,050.50");
        for (Object none : List.of(0, -5, "abc", "", Double.NaN, "1e9999")) {
            assertThat(render(NoticeKind.PLAN, Map.of("amount", none)).text()).doesNotContain("¥", "金额");
        }
    }

    @ParameterizedTest
    @EnumSource(NoticeKind.class)
    @DisplayName("P2: no forbidden wording in a template, and nothing that would run a value")
    void templates_are_clean(NoticeKind kind) throws Exception {
        String template = Files.readString(Path.of("src/main/resources/templates/mail/" + kind.key() + ".txt"));

        assertThat(template)
                .doesNotContain("__", "th:utext", "th:inline", "[[")
                .doesNotContain(
                        "不知道", "没办法", "不归我", "不关我", "你去", "自己看", "不可能", "没空", "急什么", "规定就是", "爱怎么", "随便你", "着什么急")
                .doesNotContain("你"); // customers and colleagues are addressed as 您 (S3 二.3)
        assertThat(Files.readString(Path.of("src/main/resources/templates/mail/layout.html")))
                .doesNotContain("__", "th:utext", "th:inline", "[[", "[(", "<script", "src=", "href=");
    }

    @Property(tries = 300)
    @Label("Nothing that a customer typed becomes markup, a header, an element of the message or an expression")
    void hostile_text_stays_text(
            @ForAll("hostile") String product, @ForAll("hostile") String words, @ForAll NoticeKind kind) {
        Map<String, Object> harmless = everything();
        harmless.replaceAll((name, value) -> value instanceof String && !name.equals("outcome") ? "字" : value);
        Map<String, Object> facts = new LinkedHashMap<>(harmless);
        facts.put("product", product);
        for (String name : List.of(
                "summary",
                "planText",
                "executionSummary",
                "explanation",
                "nextText",
                "planReason",
                "offer",
                "differenceNote",
                "repairNote",
                "eligibilityReason",
                "freightReason",
                "policyNote")) {
            facts.put(name, words);
        }
        facts.put("promisedTimes", List.of(Map.of("step", words, "by", product)));
        facts.put("deadlineName", words);

        Rendered mail = render(kind, facts);

        assertThat(mail.subject()).matches("[^\\p{Cntrl}]*");
        assertThat(mail.text() + mail.html())
                .doesNotContainPattern(
                        Pattern.compile("[\\p{Cntrl}&&[^\\n\\t\\r]]|[\\u202A-\\u202E\\u2066-\\u2069\\u200E\\u200F]"))
                .doesNotContain("49eval");
        assertThat(tags(mail.html())).as("markup comes from the layout only").isSubsetOf(LAYOUT_TAGS);
        assertThat(mail.html()).doesNotContainIgnoringCase("<script", "<img", "<svg", "<iframe", "<a ", "<style");
    }

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> known = Arbitraries.of(
                "水壶\r\nBcc: all@example.com\r\n\r\n你好",
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "[[${T(java.lang.Runtime).getRuntime().exec('id')}]]",
                "[(${7*7 + 'eval'})]",
                "__${7*7 + 'eval'}__",
                "[# th:utext=\"${7*7 + 'eval'}\" /]",
                "${7*7 + 'eval'} #{x} @{/x} ~{x} *{x}",
                "/*[[${7*7 + 'eval'}]]*/ <!--/* */-->",
                "👩‍👩‍👧‍👦 🇨🇳 ❤️ 𠮷",
                "\u202Egnp.exe\u2066\u200F",
                "\u2028# 标题\u2029- 步骤\u0085> 引文\u000b主题：x",
                "# 标题\n* a｜b\n- c｜d\n> e\n主题：f",
                "\uD800 \uDC00 \uFFFF \u0000 \u001b[31m",
                "&lt;b&gt; &amp;amp; &#60;script&#62;",
                " ");
        return Arbitraries.oneOf(
                known,
                Arbitraries.strings().all().ofMaxLength(200),
                known.list().ofMinSize(2).ofMaxSize(4).map(parts -> String.join("\n", parts)));
    }

    private static Set<String> tags(String html) {
        Set<String> tags = new TreeSet<>();
        Matcher tag = Pattern.compile("<[^>]*>").matcher(html);
        while (tag.find()) {
            tags.add(tag.group());
        }
        return tags;
    }

    private static String words(String html) {
        return html.replaceAll("(?s)<(head|style).*?</\\1>", "")
                .replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    /** A change of the wording is looked at as a picture: open these files. */
    @Test
    void every_message_stands_in_target_mails_to_be_looked_at() throws Exception {
        Path directory = Files.createDirectories(Path.of("target", "mails"));
        for (NoticeKind kind : NoticeKind.values()) {
            Rendered mail = render(kind, everything());
            Files.writeString(directory.resolve(kind.key() + ".html"), mail.html());
            Files.writeString(directory.resolve(kind.key() + ".txt"), mail.subject() + "\n---\n" + mail.text());
            Rendered bare = render(kind, Map.of());
            Files.writeString(directory.resolve(kind.key() + "-bare.html"), bare.html());
            Files.writeString(directory.resolve(kind.key() + "-bare.txt"), bare.subject() + "\n---\n" + bare.text());
            assertThat(directory.resolve(kind.key() + ".html")).content().contains("</html>");
        }
    }
}
