package io.aftercare.wording;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import io.aftercare.form.CustomerWording;
import io.aftercare.wording.Wording.Line;
import io.aftercare.wording.Wording.Situation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What to say to a customer, and what never to write to one (P2, S3 客户服务应答规范及服务忌语). */
@AftercareTest
class WordingTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    @Autowired
    Wording wording;

    @Autowired
    CustomerWording taboos;

    @Autowired
    RepositoryService repository;

    private List<Line> lines(String step, String channel, String emotion, String age, LocalDate day) {
        return wording.lines(new Situation(step, channel, emotion, age, day));
    }

    @Test
    @DisplayName("the date decides the greeting (P2)")
    void greeting() {
        assertThat(lines("Task_FirstResponse", "phone", "calm", null, MONDAY)
                        .get(0)
                        .text())
                .startsWith("您好！");
        assertThat(lines("Task_FirstResponse", "phone", "calm", null, LocalDate.of(2026, 2, 17))
                        .get(0)
                        .text())
                .startsWith("新年好！");
        assertThat(lines("Task_FirstResponse", "phone", "calm", null, LocalDate.of(2026, 9, 25))
                        .get(0)
                        .text())
                .startsWith("中秋节快乐！");
        assertThat(lines("Task_FirstResponse", "phone", "calm", null, LocalDate.of(2025, 10, 2))
                        .get(0)
                        .text())
                .startsWith("国庆节快乐！");
        assertThat(lines("Task_FirstResponse", "phone", "calm", null, LocalDate.of(2026, 4, 5))
                        .get(0)
                        .text())
                .as("nobody is wished a happy 清明节")
                .startsWith("您好！");
    }

    @Test
    @DisplayName("step, channel, emotion and age choose the sentences, in the order of the table (P2, C5)")
    void situation() {
        assertThat(lines("Task_FirstResponse", "phone", "angry", "senior", MONDAY))
                .extracting(Line::part)
                .containsExactly("开场白", "共情", "说明步骤", "照顾", "用词", "请稍等", "结束语");
        assertThat(lines("Task_FirstResponse", "phone", "angry", null, MONDAY)
                        .get(1)
                        .text())
                .contains("非常抱歉");
        assertThat(lines("Task_FirstResponse", "email", "calm", null, MONDAY))
                .extracting(Line::part)
                .doesNotContain("请稍等", "照顾");
        assertThat(lines("Task_Archive", "phone", "calm", null, MONDAY)).isEmpty();
    }

    @Test
    @DisplayName(
            "an older customer is spoken to slowly, without abbreviations and by phone, a young one may be written to (P2)")
    void age() {
        assertThat(lines("Task_PlanAnswer", "chat", "calm", "senior", MONDAY))
                .extracting(Line::part)
                .containsExactly("开场白", "说明方案", "照顾", "用词", "改用电话", "结束语");
        assertThat(lines("Task_PlanAnswer", "phone", "calm", "senior", MONDAY))
                .extracting(Line::part)
                .as("is on the phone already")
                .doesNotContain("改用电话");
        assertThat(lines("Task_FirstResponse", "email", "calm", "young", MONDAY))
                .extracting(Line::part)
                .contains("文字沟通")
                .doesNotContain("照顾", "用词", "改用电话");
        for (String age : new String[] {"adult", null}) {
            assertThat(lines("Task_FirstResponse", "email", "calm", age, MONDAY))
                    .extracting(Line::part)
                    .containsExactly("开场白", "共情", "说明步骤", "结束语");
        }
    }

    @Test
    @DisplayName("a taboo is found whatever blanks stand in it, and comes with a better way to say it (P2)")
    void taboo() {
        assertThat(taboos.objections("这个我不知道，不 归 我 管。"))
                .containsExactly("“不知道”是服务忌语，可以改为“我马上为您核实，稍后给您答复”", "“不归我管”是服务忌语，可以改为“这件事由我为您跟进到底”");
        assertThat(taboos.objections("为您免费换新，并补偿 20 元优惠券")).isEmpty();
    }

    @Test
    @DisplayName("no mail template and no sentence of the table holds a taboo (P2)")
    void templates() throws IOException {
        try (Stream<Path> templates = Files.list(Path.of("src/main/resources/templates/mail"))) {
            for (Path template : templates.toList()) {
                assertThat(taboos.objections(Files.readString(template)))
                        .as(template.toString())
                        .isEmpty();
            }
        }
        assertThat(taboos.objections(Files.readString(Path.of("bpmn/wording.dmn"))))
                .isEmpty();
    }

    @Test
    @DisplayName("a process owner's table counts at once (P2)")
    void owners_table() throws IOException {
        Deployment owner = repository
                .createDeployment()
                .addString(
                        "service-taboo.dmn",
                        Files.readString(Path.of("bpmn/service-taboo.dmn")).replace("\"等着吧\"", "\"再等等\""))
                .deploy();
        try {
            assertThat(taboos.objections("请您再等等。")).hasSize(1);
        } finally {
            repository.deleteDeployment(owner.getId(), true);
        }
        assertThat(taboos.objections("请您再等等。")).isEmpty();
    }
}
