package io.aftercare.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.aftercare.platform.Refusal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("C2 C3 C9: what is submitted is held against the form")
class FormCheckTest {

    private final FormCheck check = FormFiles.check();

    static Stream<String> ids() {
        return FormFiles.ids();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void a_complete_submission_is_accepted(String id) {
        Map<String, Object> sample = FormFiles.SAMPLES.get(id);

        Map<String, Object> accepted = check.check(id, sample, FormFiles.known());

        sample.forEach((key, value) -> {
            if (value != null && !key.equals("receivedAt")) {
                assertThat(accepted).as(id).containsEntry(key, value);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("ids")
    void an_empty_submission_is_refused_and_names_everything_required(String id) {
        Refusal refusal = refused(id, Map.of());

        List<String> required = FormFiles.form(id).inputs().values().stream()
                .filter(input -> input.required()
                        && (input.hides().isEmpty() || input.key().equals("customerName")))
                .map(Input::key)
                .toList();
        assertThat(required).isNotEmpty();
        assertThat(refusal.fields().stream().map(Refusal.Field::field)).containsAll(required);
        assertThat(refusal.getMessage()).startsWith("请更正后再提交：").contains("“").doesNotContain("null");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void a_surplus_name_is_refused(String id) {
        Map<String, Object> submitted = new HashMap<>(FormFiles.SAMPLES.get(id));
        submitted.put("approved", true);

        assertThat(reasons(refused(id, submitted))).isEqualTo(Map.of("approved", "这张表单没有“approved”这一项"));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void every_mistyped_value_is_named(String id) {
        for (String key : FormFiles.SAMPLES.get(id).keySet()) {
            Map<String, Object> submitted = new HashMap<>(FormFiles.SAMPLES.get(id));
            submitted.put(key, Map.of("a", List.of(1)));

            Map<String, String> reasons = reasons(refused(id, submitted));

            assertThat(reasons).as(key).containsKey(key);
            assertThat(reasons.get(key))
                    .contains("“" + FormFiles.form(id).inputs().get(key).label() + "”");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-0.01|“方案金额合计（元）”应为 0 到 1000000 之间的数",
                "1000000.01|“方案金额合计（元）”应为 0 到 1000000 之间的数",
                "NaN|“方案金额合计（元）”应为 0 到 1000000 之间的数",
                "Infinity|“方案金额合计（元）”应为 0 到 1000000 之间的数",
                "1e300|“方案金额合计（元）”应为 0 到 1000000 之间的数",
                "12.345|“方案金额合计（元）”最多保留 2 位小数",
                "1e-7|“方案金额合计（元）”最多保留 2 位小数"
            })
    void an_amount_outside_its_limits_is_refused(double amount, String reason) {
        assertThat(reasons(refused("complaint-propose-plan", plan("amount", amount))))
                .containsEntry("amount", reason);
    }

    @Test
    void an_amount_in_letters_is_refused_even_if_it_reads_like_a_number() {
        assertThat(reasons(refused("complaint-propose-plan", plan("amount", "100"))))
                .containsKey("amount");
        assertThat(reasons(refused("complaint-propose-plan", plan("amount", "一百元"))))
                .containsKey("amount");
    }

    @Test
    void numbers_come_out_in_one_type_whatever_json_made_of_them() {
        assertThat(accepted("complaint-propose-plan", plan("amount", 0))).containsEntry("amount", 0.0);
        assertThat(accepted("complaint-propose-plan", plan("amount", -0.0))).containsEntry("amount", 0.0);
        assertThat(accepted("complaint-propose-plan", plan("promisedHours", 48.0)))
                .containsEntry("promisedHours", 48);
        assertThat(accepted("complaint-propose-plan", plan("promisedHours", 48L)))
                .containsEntry("promisedHours", 48);
        assertThat(reasons(refused("complaint-propose-plan", plan("promisedHours", 1.5))))
                .containsEntry("promisedHours", "“承诺完成时限（小时）”应为 1 到 720 之间的整数");
    }

    @Test
    void a_choice_outside_the_list_is_refused_with_the_list() {
        assertThat(reasons(refused("complaint-conclude", sample("complaint-conclude", "verdict", "nobody"))))
                .containsEntry("verdict", "“核查结论”应为以下之一：misunderstanding（客户误解）、company（我司责任）、third-party（第三方责任）");
        assertThat(reasons(refused("complaint-propose-plan", plan("planMeasures", List.of("refund", "gold")))))
                .containsKey("planMeasures");
    }

    @Test
    void a_list_loses_doubles_and_may_come_as_json() {
        assertThat(accepted("complaint-propose-plan", plan("planMeasures", List.of("refund", "refund"))))
                .containsEntry("planMeasures", List.of("refund"));
        Object json = Variables.serializedObjectValue("[\"refund\"]")
                .serializationDataFormat("application/json")
                .objectTypeName("javax.script.ScriptEngineManager")
                .create();
        assertThat(accepted("complaint-propose-plan", plan("planMeasures", json)))
                .containsEntry("planMeasures", List.of("refund"));
        Object java = Variables.serializedObjectValue("rO0ABXQAAWE=")
                .serializationDataFormat("application/x-java-serialized-object")
                .objectTypeName("java.lang.String")
                .create();
        assertThat(reasons(refused("complaint-propose-plan", plan("planMeasures", java))))
                .containsKey("planMeasures");
    }

    @Test
    void the_options_of_a_choice_may_come_from_the_case() {
        assertThat(reasons(refused("complaint-assign-specialist", Map.of("specialist", "agent"))))
                .containsEntry("specialist", "“投诉专员”应为以下之一：zhao（赵敏）");
        assertThatThrownBy(() -> check.check("complaint-assign-specialist", Map.of("specialist", "zhao"), Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("目前没有可选项");
    }

    @Test
    @DisplayName("C9: an approval needs no reason, a return does")
    void a_hidden_input_is_neither_required_nor_accepted() {
        assertThat(accepted("complaint-approve-plan", Map.of("approval", "approve")))
                .isEqualTo(Map.of("approval", "approve"));
        assertThat(reasons(refused("complaint-approve-plan", Map.of("approval", "return"))))
                .isEqualTo(Map.of("approvalReason", "请填写“退回原因”"));
        assertThat(reasons(refused("complaint-approve-plan", Map.of("approval", "approve", "approvalReason", "随便"))))
                .isEqualTo(Map.of("approvalReason", "“退回原因”在当前选择下不需要填写，请去掉"));
        Map<String, Object> empty = new HashMap<>(Map.of("approval", "approve"));
        empty.put("approvalReason", "");
        assertThat(accepted("complaint-approve-plan", empty)).isEqualTo(Map.of("approval", "approve"));
    }

    @Test
    @DisplayName("C11: what the manager could not agree on has no plan")
    void a_hidden_group_hides_its_inputs() {
        Map<String, Object> failed = Map.of("negotiation", "failed", "negotiationNote", "客户坚持三倍赔偿。");
        assertThat(accepted("complaint-manager-talk", failed)).isEqualTo(failed);

        assertThat(reasons(refused("complaint-manager-talk", Map.of("negotiation", "agreed"))))
                .containsKeys("negotiationNote", "planMeasures", "planText", "amount", "promisedHours");
    }

    @Test
    void conditions_look_at_what_is_submitted_before_what_is_known() {
        assertThat(check.check(
                        "complaint-approve-plan",
                        Map.of("approval", "approve"),
                        Map.of("approval", "return", "approvalReason", "旧的原因")))
                .isEqualTo(Map.of("approval", "approve"));
    }

    @Test
    @DisplayName("C13: who is dissatisfied is asked why")
    void an_input_may_be_required_by_another() {
        assertThat(accepted("complaint-satisfaction", Map.of("satisfaction", "4", "feedback", "谢谢")))
                .containsEntry("feedback", "谢谢");
        assertThat(accepted("complaint-satisfaction", Map.of("satisfaction", "3")))
                .hasSize(1);
        assertThat(reasons(refused("complaint-satisfaction", Map.of("satisfaction", "1"))))
                .isEqualTo(Map.of("feedback", "请填写“客户意见”"));
        assertThat(reasons(refused("complaint-archive", Map.of("rootCause", "other", "trainingNeeded", true))))
                .isEqualTo(Map.of("improvement", "请填写“改进措施”"));
    }

    @Test
    void a_checkbox_that_must_be_ticked_is_not_satisfied_by_false() {
        assertThat(reasons(refused("complaint-register", sample("complaint-register", "repeatedBack", false))))
                .isEqualTo(Map.of("repeatedBack", "请勾选“已向客户复述，客户确认无误”"));
    }

    @Test
    void an_optional_checkbox_that_is_missing_means_no() {
        Map<String, Object> submitted = new HashMap<>(FormFiles.SAMPLES.get("complaint-register"));
        submitted.remove("safety");

        assertThat(accepted("complaint-register", submitted)).containsEntry("safety", false);
    }

    @Test
    void an_emptied_input_takes_back_its_earlier_value_and_a_missing_one_does_not() {
        Map<String, Object> emptied = new HashMap<>(Map.of("satisfaction", "5"));
        emptied.put("feedback", " ");

        assertThat(check.check("complaint-satisfaction", emptied, Map.of("feedback", "旧")))
                .containsEntry("feedback", null);
        assertThat(check.check("complaint-satisfaction", emptied, Map.of())).doesNotContainKey("feedback");
        assertThat(check.check("complaint-satisfaction", Map.of("satisfaction", "5"), Map.of("feedback", "旧")))
                .doesNotContainKey("feedback");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345", "23812345678", "1381234567a", "138 1234 5678 9", "<b>13812345678</b>", "１３８"})
    void other_telephone_numbers_are_refused_with_what_is_expected(String phone) {
        assertThat(reasons(refused("complaint-receive", sample("complaint-receive", "customerPhone", phone))))
                .isEqualTo(Map.of("customerPhone", "“联系电话”应为手机号、带区号的座机号或服务热线；港澳台和国外号码前面加 + 和国家或地区代码"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a@b", "a@b c.com", "a@b.com\nBcc: x@y.com", "b..c@example.com", "a,b@c.com", "@c.com"})
    void other_addresses_than_one_of_mail_are_refused(String mail) {
        assertThat(reasons(refused("complaint-receive", sample("complaint-receive", "customerEmail", mail))))
                .containsKey("customerEmail");
    }

    @Test
    @DisplayName("C1: a complaint needs a way to reach the customer, or a customer we know")
    void a_way_to_reach_the_customer_is_required() {
        Map<String, Object> nobody = new HashMap<>(FormFiles.SAMPLES.get("complaint-receive"));
        nobody.remove("customerPhone");
        nobody.remove("customerEmail");
        nobody.keySet().removeIf(key -> key.startsWith("caller"));
        assertThat(reasons(refused("complaint-receive", nobody)))
                .isEqualTo(Map.of("customerPhone", "请至少填写“联系电话”、“电子邮箱”中的一项"));

        Map<String, Object> known =
                Map.of("channel", "web", "customerId", "6f1f2f6e-0a2b-4c3d-8e4f-112233445566", "description", "碎了两只碗");
        assertThat(accepted("complaint-receive", known)).isEqualTo(known);
    }

    @Test
    void a_time_comes_out_with_the_departments_offset() {
        assertThat(accepted("complaint-receive", sample("complaint-receive", "receivedAt", "2025-11-21T05:30Z")))
                .containsEntry("receivedAt", "2025-11-21T13:30:00+08:00");
        assertThat(accepted("complaint-receive", sample("complaint-receive", "receivedAt", "2025-11-21T13:30")))
                .containsEntry("receivedAt", "2025-11-21T13:30:00+08:00");
        assertThat(accepted(
                        "complaint-receive",
                        sample("complaint-receive", "receivedAt", java.util.Date.from(FormFiles.NOW))))
                .containsEntry("receivedAt", "2025-11-21T14:00:00+08:00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2025-11-21T14:02+08:00|“收到时间”不能晚于现在",
                "+999999999-12-31T23:59|“收到时间”的年份不对",
                "0001-01-01T00:00Z|“收到时间”的年份不对",
                "昨天|“收到时间”应为日期和时间，如 2025-11-21T14:00:00+08:00",
                "2025-02-30T10:00|“收到时间”应为日期和时间，如 2025-11-21T14:00:00+08:00"
            })
    void a_time_that_cannot_be_is_refused(String time, String reason) {
        assertThat(reasons(refused("complaint-receive", sample("complaint-receive", "receivedAt", time))))
                .isEqualTo(Map.of("receivedAt", reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2025-11-22|“签收日期”不能晚于今天",
                "+10000-01-01|“签收日期”的年份不对",
                "1999-12-31|“签收日期”的年份不对",
                "2025-02-30|“签收日期”应为日期，如 2025-11-21",
                "2025-11-21T14:00|“签收日期”应为日期，如 2025-11-21"
            })
    @DisplayName("A3: the days that a return is judged by cannot be counted from a day that has not come")
    void a_date_that_cannot_be_is_refused(String date, String reason) {
        assertThat(reasons(refused("after-sales-check", sample("after-sales-check", "signedOn", date))))
                .isEqualTo(Map.of("signedOn", reason));
    }

    @Test
    void a_date_is_the_day_of_the_department() {
        assertThat(accepted("after-sales-check", sample("after-sales-check", "signedOn", "2025-11-21")))
                .containsEntry("signedOn", "2025-11-21");
        Instant earlyNextDay = Instant.parse("2025-11-20T16:30:00Z");
        assertThat(accepted(
                        "after-sales-check",
                        sample("after-sales-check", "signedOn", java.util.Date.from(earlyNextDay))))
                .containsEntry("signedOn", "2025-11-21");
    }

    @Test
    @DisplayName("A1: a parcel that never came has no day of signing and what was never repaired no count of repairs")
    void what_cannot_be_known_is_not_asked() {
        Map<String, Object> lost = new HashMap<>(FormFiles.SAMPLES.get("after-sales-check"));
        lost.putAll(Map.of("kind", "reshipment", "fault", "not-received"));
        lost.keySet().removeAll(List.of("signedOn", "earlierRepairs", "repairDays"));

        assertThat(accepted("after-sales-check", lost)).doesNotContainKeys("signedOn", "earlierRepairs", "repairDays");

        lost.put("earlierRepairs", 1);
        assertThat(reasons(refused("after-sales-check", lost)))
                .isEqualTo(Map.of("earlierRepairs", "“此前维修次数”在当前选择下不需要填写，请去掉"));
    }

    @Test
    @DisplayName("an answer is asked for anew, what the customer asked for is kept")
    void choices_are_fresh_unless_the_form_keeps_them() {
        assertThat(FormFiles.form("after-sales-approve")
                        .inputs()
                        .get("approval")
                        .fresh())
                .isTrue();
        assertThat(FormFiles.form("after-sales-check").inputs().get("kind").fresh())
                .isFalse();
        assertThat(FormFiles.form("after-sales-check").inputs().get("quantity").fresh())
                .isFalse();
    }

    @Test
    void a_description_of_ten_megabytes_is_refused_in_one_short_sentence() {
        Refusal refusal =
                refused("complaint-receive", sample("complaint-receive", "description", "长".repeat(10_000_000)));

        assertThat(refusal.getMessage()).isEqualTo("请更正后再提交：“问题描述”不能超过 3000 个字，现有 10000000 个。");
    }

    @Test
    void emoji_and_other_scripts_are_text_and_tricks_with_the_direction_are_removed() {
        String text = "碎了😡👨‍👩‍👧 שלום مرحبا";
        assertThat(accepted("complaint-receive", sample("complaint-receive", "description", text)))
                .containsEntry("description", text);

        assertThat(accepted(
                        "complaint-receive",
                        sample(
                                "complaint-receive",
                                "description",
                                "  a\u202Egnp.exe\u2066b\u0000\u0007\r\nc\td\uD800 ")))
                .containsEntry("description", "agnp.exeb\nc\td");
        assertThat(accepted("complaint-receive", sample("complaint-receive", "customerName", "王\n芳")))
                .containsEntry("customerName", "王 芳");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t", "\u200B\uFEFF", "\u3000", "\u202E", "\uFE0F"})
    void a_text_that_shows_nothing_is_missing(String nothing) {
        assertThat(reasons(refused("complaint-receive", sample("complaint-receive", "description", nothing))))
                .isEqualTo(Map.of("description", "请填写“问题描述”"));
    }

    @Test
    void many_surplus_names_are_told_in_short() {
        Map<String, Object> submitted = new LinkedHashMap<>();
        for (int i = 0; i < 10_000; i++) {
            submitted.put("x".repeat(100) + i + "\n", i);
        }

        assertThat(refused("complaint-training", submitted).getMessage()).hasSizeLessThan(3000);
    }

    @Test
    void labels_come_from_the_forms() {
        FormLabels labels = new FormLabels(FormFiles::form);

        assertThat(labels.label("complaint-register", "demandType", "refund")).isEqualTo("退款");
        assertThat(labels.label("complaint-register", "demandType", "gold")).isEqualTo("gold");
        assertThat(labels.label("complaint-register", "nothing", "refund")).isEqualTo("refund");
        assertThat(labels.label("complaint-register", "demandType", null)).isEmpty();
    }

    private Map<String, Object> accepted(String id, Map<String, Object> submitted) {
        return check.check(id, submitted, FormFiles.known());
    }

    private Refusal refused(String id, Map<String, Object> submitted) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> check.check(id, submitted, FormFiles.known()));
        assertThat(refusal).as("refusal by %s of %s", id, submitted.keySet()).isNotNull();
        return refusal;
    }

    @ParameterizedTest
    @ValueSource(strings = {"^(a+)+$", "^(a|aa)+$", "^(.*a){12}$", "(a*)*b", "^([a-z]+)*\\d$"})
    void a_pattern_that_would_go_astray_is_checked_at_once(String pattern) {
        Form form =
                FormReader.read(new ByteArrayInputStream(withPattern(pattern).getBytes(StandardCharsets.UTF_8)));
        String typed = "a".repeat(3_999) + "!";

        Executable checked = () -> assertThatThrownBy(() -> check.check(form, Map.of("code", typed), name -> null))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("的格式不对");

        // trying one way after the other, most of them would not come to an end in a lifetime
        assertTimeoutPreemptively(Duration.ofSeconds(60), checked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"^(?=.*a)b$", "(a)\\1", "^(?!x).*$"})
    void a_form_in_force_whose_pattern_cannot_be_read_still_takes_what_is_typed(String pattern) {
        Form form =
                FormReader.read(new ByteArrayInputStream(withPattern(pattern).getBytes(StandardCharsets.UTF_8)));

        assertThat(check.check(form, Map.of("code", "any"), name -> null)).containsEntry("code", "any");
    }

    private static String withPattern(String pattern) {
        return """
                {"id": "any", "components": [
                  {"type": "textfield", "key": "code", "label": "编码", "validate": {"pattern": "%s"}}]}
                """
                .formatted(pattern.replace("\\", "\\\\"));
    }

    private static Map<String, String> reasons(Refusal refusal) {
        Map<String, String> reasons = new HashMap<>();
        refusal.fields().forEach(field -> reasons.put(field.field(), field.reason()));
        return reasons;
    }

    private static Map<String, Object> plan(String key, Object value) {
        return sample("complaint-propose-plan", key, value);
    }

    private static Map<String, Object> sample(String id, String key, Object value) {
        Map<String, Object> sample = new HashMap<>(FormFiles.SAMPLES.get(id));
        sample.put(key, value);
        return sample;
    }
}
