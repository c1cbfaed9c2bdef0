package io.aftercare.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import io.aftercare.OwnerDeployments;
import io.aftercare.platform.RestClientForTests.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A process owner deploys over REST, as the Modeler does. */
@AftercareTest
@DisplayName("What an owner mistypes is said at deployment, and what was in force stays")
class EngineModelGateTest {

    @Autowired
    ProcessEngine engine;

    @LocalServerPort
    int port;

    private OwnerDeployments owner;

    @BeforeEach
    void arrive() {
        owner = new OwnerDeployments(engine, port);
    }

    @AfterEach
    void take_back() {
        owner.takeBack();
    }

    private static String bundled(String file) throws IOException {
        return Files.readString(Path.of("bpmn", file));
    }

    @ParameterizedTest
    @CsvSource({
        "approval-authority.dmn, supervisor, supervisorr, 审批组, manager、supervisor",
        "routing.dmn, logistics, nobody, 部门, logistics",
        "eligibility.dmn, special, maybe, 结论, yes、special",
        "urgency.dmn, urgent, super, 紧急程度, urgent、normal、routine",
        "after-sales-authority.dmn, none, never, 审批组, manager",
    })
    @DisplayName("a result that the table itself does not know is refused with its row (C3, C7, C10, A3, A4)")
    void a_result_that_the_table_does_not_know(
            String file, String right, String mistyped, String column, String possible) throws IOException {
        String table = bundled(file);
        int rules = table.indexOf("<rule ");
        Answer answer = owner.deploy(
                file,
                table.substring(0, rules)
                        + table.substring(rules)
                                .replaceFirst(
                                        "(<outputEntry[^>]*>\\s*<text>)\"" + right + "\"", "$1\"" + mistyped + "\""));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.detail()).contains("“" + mistyped + "”", "行的“" + column, possible, "原来的版本继续有效");
    }

    @Test
    @DisplayName("a value that the owner has added to the possible ones is taken")
    void a_value_that_was_added() throws IOException {
        owner.accepted(
                "routing.dmn",
                bundled("routing.dmn")
                        .replaceFirst("\"product\",\"warehouse\"", "\"product\",\"training\",\"warehouse\"")
                        .replaceFirst("(<outputEntry[^>]*>\\s*<text>)\"logistics\"", "$1\"training\""));
    }

    @Test
    @DisplayName("a form that is cut off is refused with its name")
    void a_form_that_is_cut_off() throws IOException {
        String form = Files.readString(Path.of("forms/complaint/complaint-explain.form"));
        Answer answer = owner.deploy("complaint-explain.form", form.substring(0, form.length() / 2));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.detail()).contains("complaint-explain.form", "不是完整的表单文件");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"pattern\": \"^(?=.*a)b$\" | 的校验规则不能使用前后查找和反向引用",
                "\"pattern\": \"(a)\\\\1\" | 的校验规则不能使用前后查找和反向引用",
                "\"pattern\": \"(a\" | 的校验规则不能使用前后查找和反向引用"
            })
    @DisplayName(
            "a form whose pattern could be checked only by trying one way after the other is refused with its input")
    void a_pattern_that_could_be_endless(String pattern, String why) {
        Answer answer = owner.deploy("endless.form", form("\"validate\": {" + pattern + "}"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.detail()).contains("“编码”" + why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=matches(code, \\\"(a+)+b\\\")",
                "=replace (code, \\\"a\\\", \\\"b\\\") = \\\"\\\"",
                "=count(split(code, \\\",\\\")) > 1",
                "=count(for i in 1..1000000000 return i) > 1",
                "=some i in 1..1000000000 satisfies i < 0"
            })
    @DisplayName("FEEL whose work does not end with the size of what it is given is refused, in forms and in tables")
    void feel_without_end(String feel) throws IOException {
        Answer form = owner.deploy("endless.form", form("\"conditional\": {\"hide\": \"" + feel + "\"}"));
        assertThat(form.status()).as(form.text()).isEqualTo(400);
        assertThat(form.detail()).contains("“编码”的表达式不能");

        String entry = feel.substring(1).replace("\\\"", "&#34;").replace("<", "&lt;");
        Answer table = owner.deploy(
                "urgency.dmn",
                bundled("urgency.dmn")
                        .replaceFirst(
                                "(<inputExpression[^>]*>\\s*<text>)[^<]*", "$1" + Matcher.quoteReplacement(entry)));
        assertThat(table.status()).as(table.text()).isEqualTo(400);
        assertThat(table.detail()).contains("决策“", "不能");
    }

    @Test
    @DisplayName("what only reads like such a function, in a text, is taken")
    void a_text_that_reads_like_a_function() {
        owner.accepted("words.form", form("\"conditional\": {\"hide\": \"=code = \\\"matches(for 1..2)\\\"\"}"));
    }

    private static String form(String more) {
        return """
               {"id": "endless", "type": "default", "schemaVersion": 16, "components": [
                 {"type": "textfield", "id": "Field_code", "key": "code", "label": "编码", %s}]}
               """
                .formatted(more);
    }

    @Test
    @DisplayName("a task of a group that nobody can be in is refused with its name")
    void a_group_that_does_not_exist() throws IOException {
        Answer answer = owner.deploy(
                "special-request.bpmn",
                bundled("special-request.bpmn")
                        .replaceFirst(
                                "camunda:candidateGroups=\"agent,specialist\"", "camunda:candidateGroups=\"agents\""));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.detail()).contains("任务“", "候选组“agents”不存在", "specialist");
    }
}
