package io.aftercare.casebook;

import static io.aftercare.TestPeople.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import io.aftercare.OwnerDeployments;
import io.aftercare.TestPeople;
import io.aftercare.platform.Visitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.thymeleaf.spring6.SpringTemplateEngine;

@AftercareTest
@DisplayName("P4 S0 1.2 Procedure and blank forms for the day the system is down")
class OfflineTest {

    @LocalServerPort
    int port;

    @Autowired
    ProcessEngine engine;

    @Autowired
    CaseKinds kinds;

    @Autowired
    EngineOfflineKit kit;

    @Autowired
    SpringTemplateEngine templates;

    @Autowired
    Times times;

    @Autowired
    Clock clock;

    private OwnerDeployments owner;
    private Visitor agent;

    @AfterEach
    void takeBack() {
        owner.takeBack();
    }

    @BeforeEach
    void logIn() {
        owner = new OwnerDeployments(engine, port);
        agent = new Visitor(port);
        agent.logIn(id("agent"), TestPeople.PASSWORD);
    }

    private String file() {
        return agent.get("/offline/print").text();
    }

    private static List<String> all(String pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void everybody_who_works_finds_it_from_the_first_page() {
        for (String group : List.of("agent", "logistics", "auditor")) {
            Visitor visitor = new Visitor(port);
            visitor.logIn(id(group), TestPeople.PASSWORD);
            assertThat(visitor.get("/").text()).contains("href=\"/offline\"");
            assertThat(visitor.get("/offline").text()).contains("下载到本机", "登记投诉、", "二次回访");
        }
        assertThat(new Visitor(port).get("/offline/file").status()).isEqualTo(302);
    }

    @Test
    void the_file_needs_nothing_but_a_browser_and_says_how_old_it_is() {
        var answer = agent.get("/offline/file");
        assertThat(answer.raw().headers().firstValue("Content-Disposition").orElseThrow())
                .contains("attachment", "filename*=UTF-8''");
        assertThat(answer.raw().headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none'; style-src 'sha256-");
        assertThat(answer.text())
                .contains("保存</b>", "时限表第 ")
                .doesNotContain("href=", "src=", "<script", "@import", "url(", " th:");
    }

    @Test
    void every_form_of_the_process_is_there_once_with_its_questions() throws Exception {
        String file = file();
        List<String> sheets = all("<h1>([^<]+)</h1>", file);
        assertThat(sheets)
                .contains("停机应急规程", "投诉处理跟踪表", "客户沟通记录表", "电话、来访登记", "登记投诉", "部门核查", "指派重大投诉专员／指派上一级经办人")
                .doesNotHaveDuplicates();
        try (Stream<Path> forms = Files.walk(Path.of("forms"))) {
            for (Path form : forms.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(form);
                all("\"label\": \"([^\"]+)\"", text).stream()
                        .filter(label ->
                                !List.of("个案概况", "办理提示", "话术参考", "退换政策要点").contains(label))
                        .forEach(label -> assertThat(file).as(form.toString()).contains(">" + label));
            }
        }
    }

    @Test
    void choices_are_boxes_texts_are_lines_and_required_questions_are_marked() {
        String file = file();
        String verify = file.substring(file.indexOf("<h1>部门核查</h1>"), file.indexOf("<h1>核查结论</h1>"));
        assertThat(verify)
                .contains("由相关部门填写")
                .contains("★</span><span class=\"name\">查明的事实</span>")
                .contains("<span class=\"tick\">部分责任</span>", "（选一项）")
                .contains("<span class=\"must\"></span><span class=\"name\">处理建议</span>")
                .contains("填表人签字", "填表时间", "补录人");
        assertThat(all("(class=\"line\")", verify)).hasSize(4 + 3 + 3);
        assertThat(file)
                .as("a moment")
                .containsPattern("收到时间</span>　<span class=\"when\">＿＿＿＿年＿＿＿月＿＿＿日＿＿＿时＿＿＿分")
                .as("a reason that only a refusal needs")
                .contains("☆</span><span class=\"name\">退回原因</span>")
                .contains("<span class=\"must\">★</span><span class=\"tick name\">已向客户复述，客户确认无误</span>");
    }

    @Test
    void the_two_tables_have_their_ten_columns() {
        String file = file();
        assertThat(all("<th>([^<]+)</th>", file.substring(file.indexOf("<h1>客户沟通记录表</h1>"))))
                .startsWith("序号", "客户名称", "联系方式", "沟通时间", "沟通方式", "沟通事由", "客户需求/问题", "处理结果", "跟进事项", "负责人");
        assertThat(all("<th>([^<]+)</th>", file.substring(file.indexOf("<h1>售后处理跟踪表</h1>"))))
                .startsWith("售后编号", "客户信息", "申请时间");
        assertThat(all("<th>([^<]+)</th>", file.substring(file.indexOf("<h1>投诉处理跟踪表</h1>"))))
                .startsWith("投诉编号", "客户信息", "投诉时间", "问题描述", "责任部门", "处理方案", "承办人", "完成时限", "客户反馈", "归档状态");
    }

    @Test
    void the_procedure_tells_the_deadlines_in_force_and_how_to_come_back() throws Exception {
        assertThat(file())
                .contains("真实收到时间", "receivedAt", "ZM20261122-01", "不要自编 CP、SH 开头的正式编号")
                .containsPattern("(?s)<b>首次响应客户</b>（紧急）</td>\\s*<td>客服专员、投诉专员</td>\\s*<td class=\"nowrap\">2 小时</td>")
                .containsPattern("(?s)<b>部门执行</b></td>\\s*<td>相关部门</td>\\s*<td class=\"nowrap\">按方案承诺的时限</td>")
                .containsPattern("(?s)<b>与客户确认方案</b>（替代方案）")
                .contains("<b>进度告知（随时）</b>", "<b>二次回访日</b>")
                .contains("法定：《侵害消费者权益行为处罚办法》第八条");

        owner.accepted(
                "deadlines.dmn", Files.readString(Path.of("bpmn/deadlines.dmn")).replaceFirst("\"PT2H\"", "\"PT3H\""));
        assertThat(file())
                .containsPattern("(?s)<b>首次响应客户</b>（紧急）</td>\\s*<td>客服专员、投诉专员</td>\\s*<td class=\"nowrap\">3 小时</td>");
    }

    @Test
    void an_owners_form_is_printed_from_the_moment_it_is_in_force() throws Exception {
        owner.accepted(
                "complaint-verify.form",
                Files.readString(Path.of("forms/complaint/complaint-verify.form"))
                        .replace("\"处理建议\"", "\"处理<建议>和办法\""));
        assertThat(file()).contains("处理&lt;建议&gt;和办法");
    }

    @Test
    void a_start_leaves_a_copy_where_it_is_told_and_a_wrong_place_stops_nothing(@TempDir Path directory)
            throws Exception {
        Path place = directory.resolve("shared");
        var offline = new OfflineFile(kit, kinds, templates, times, clock, place.toString());
        offline.keepCopy();
        offline.keepCopy();
        assertThat(place).isDirectoryContaining("glob:**停机应急.html");
        assertThat(Files.readString(place.resolve("停机应急.html"))).contains("停机应急规程", "<h1>部门核查</h1>");
        try (Stream<Path> files = Files.list(place)) {
            assertThat(files).hasSize(1);
        }
        Path file = Files.writeString(directory.resolve("file"), "");
        new OfflineFile(kit, kinds, templates, times, clock, file.toString()).keepCopy();
    }
}
