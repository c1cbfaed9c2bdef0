package io.aftercare.casebook;

import static io.aftercare.TestPeople.id;
import static io.aftercare.platform.OwnForm.csrf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.stringContainsInOrder;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.aftercare.AftercareTest;
import io.aftercare.casebook.PolicyNotes.PolicyNote;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@AftercareTest
@DisplayName("K2 S0 1.1 Policy notes: everybody reads them, few write them")
class PolicyNotesTest {

    @Autowired
    WebApplicationContext context;

    @Autowired
    PolicyNotes notes;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private MockMvc mvc;
    private LocalDate today;

    @BeforeEach
    void page() {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        today = LocalDate.now(clock);
    }

    @AfterEach
    void clean() {
        jdbc.sql("delete from aftercare.policy_note where title like '测试%'").update();
    }

    private static RequestPostProcessor of(String group) {
        return user(id(group)).roles(group);
    }

    private static MockHttpServletRequestBuilder note(String title, LocalDate from, LocalDate to) {
        return post("/policies")
                .param("title", title)
                .param("text", "签收15天内同款降价可补差价。")
                .param("concerns", "大促订单")
                .param("validFrom", String.valueOf(from))
                .param("validTo", to == null ? "" : to.toString());
    }

    private ResultActions add(String group, MockHttpServletRequestBuilder note) throws Exception {
        return mvc.perform(note.with(of(group)).with(csrf()));
    }

    private List<String> shownToday() {
        return notes.today().stream()
                .map(PolicyNote::title)
                .filter(title -> title.startsWith("测试"))
                .toList();
    }

    private long number(String title) {
        return jdbc.sql("select id from aftercare.policy_note where title = ?")
                .param(title)
                .query(Long.class)
                .single();
    }

    @Test
    void owners_supervisors_managers_and_administrators_publish_and_everybody_reads() throws Exception {
        for (String group : List.of("process-owner", "supervisor", "manager", "camunda-admin")) {
            add(group, note("测试" + group, today, today.plusDays(20)))
                    .andExpect(redirectedUrl("/policies"))
                    .andExpect(flash().attribute("done", containsString("已发布")));
        }
        assertThat(shownToday()).containsExactly("测试camunda-admin", "测试manager", "测试supervisor", "测试process-owner");
        mvc.perform(get("/policies").with(of("supervisor")))
                .andExpect(content()
                        .string(stringContainsInOrder(
                                "发布新的提醒",
                                "现行",
                                today + " 起，至 " + today.plusDays(20),
                                "适用范围：大促订单",
                                "测supervisor",
                                "发布",
                                "结束提醒")));
        for (String group : List.of("agent", "logistics", "auditor")) {
            mvc.perform(get("/policies").with(of(group)))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("测试manager")))
                    .andExpect(content().string(not(containsString("发布新的提醒"))))
                    .andExpect(content().string(not(containsString("结束提醒"))));
        }
    }

    @Test
    void nobody_else_publishes_or_ends_and_no_request_without_a_token_counts() throws Exception {
        add("supervisor", note("测试一条", today, null));
        for (String group : List.of("agent", "specialist", "logistics", "auditor")) {
            add(group, note("测试越权", today, null)).andExpect(status().isForbidden());
            mvc.perform(post("/policies/" + number("测试一条") + "/end")
                            .with(of(group))
                            .with(csrf()))
                    .andExpect(status().isForbidden());
        }
        mvc.perform(note("测试越权", today, null).with(of("supervisor"))).andExpect(status().isForbidden());
        assertThat(shownToday()).containsExactly("测试一条");
    }

    @Test
    void what_is_missing_or_wrong_is_named_and_what_was_typed_stays() throws Exception {
        add("manager", post("/policies")).andExpect(flash().attribute("problem", "没有发布：请填写标题；请填写内容；请填写生效日期。"));
        add("manager", note("测试" + "长".repeat(60), today, null))
                .andExpect(flash().attribute("problem", containsString("标题不能超过60个字")))
                .andExpect(flash().attributeExists("draft"));
        add("manager", note("测试日期", today, today.minusDays(1)))
                .andExpect(flash().attribute("problem", containsString("截止日期不能早于生效日期")));
        add("manager", note("测试日期", today.minusDays(9), today.minusDays(1)))
                .andExpect(flash().attribute("problem", containsString("截止日期已过")));
        for (String wrong : List.of("明天", "2026-02-30", "+999999999-01-01", "0001-01-01")) {
            add(
                            "manager",
                            post("/policies")
                                    .param("title", "测试日期")
                                    .param("text", "内容")
                                    .param("validFrom", wrong))
                    .andExpect(flash().attribute("problem", containsString("生效日期应为日期")));
        }
        assertThat(shownToday()).isEmpty();
    }

    @Test
    void an_ended_note_is_shown_no_more_and_stays_with_who_ended_it() throws Exception {
        add("process-owner", note("测试<b>提醒", today, null));
        add("process-owner", note("测试以后", today.plusDays(3), null));
        String end = "/policies/" + number("测试<b>提醒") + "/end";
        mvc.perform(post(end).with(of("manager")).with(csrf())).andExpect(flash().attribute("done", "已结束，不再提醒。"));
        assertThat(shownToday()).isEmpty();
        mvc.perform(post(end).with(of("manager")).with(csrf()))
                .andExpect(flash().attribute("problem", containsString("已经结束")));
        mvc.perform(get("/policies").with(of("auditor")))
                .andExpect(content()
                        .string(stringContainsInOrder(
                                "即将生效", "测试以后", "已结束", "测试&lt;b&gt;提醒", "测processowner", "发布", "测manager", "结束")));
    }

    @Test
    void the_first_page_leads_there() throws Exception {
        mvc.perform(get("/").with(of("agent"))).andExpect(content().string(containsString("href=\"/policies\"")));
    }
}
