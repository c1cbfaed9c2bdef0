package io.aftercare.notification;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.aftercare.AftercareTest;
import io.aftercare.TestPeople;
import io.aftercare.customer.CustomerDetails;
import io.aftercare.customer.Customers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@AftercareTest
class OutboxPageTest {

    private static final AtomicInteger CASES = new AtomicInteger();

    @Autowired
    WebApplicationContext context;

    @Autowired
    Notifications notifications;

    @Autowired
    Customers customers;

    @Autowired
    JdbcClient jdbc;

    private MockMvc mvc;
    private final String caseNumber = "CP20991121%03d".formatted(CASES.incrementAndGet());

    @BeforeEach
    void browser() {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"finance", "warehouse", "process-owner"})
    @DisplayName("who may not open 寄件箱 is not offered it")
    void not_offered(String group) throws Exception {
        open("/outbox", group).andExpect(status().isForbidden());
        open("/register", group)
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("href=\"/outbox\""))));
        open("/register", "auditor")
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("href=\"/outbox\"")));
    }

    @Test
    @DisplayName("P1: the list shows what went to whom, the address masked")
    void list() throws Exception {
        UUID kept = queue("wang.list@example.com", "<b>壶</b>");
        notifications.deliver(kept);
        UUID call = queue(null, "壶");
        notifications.giveUp(call);

        open("/outbox?case=" + caseNumber, "agent")
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString(caseNumber),
                                containsString("受理通知"),
                                containsString("w***@example.com"),
                                not(containsString("wang.list")),
                                containsString("已保存，未寄出"),
                                containsString("未送达，待致电"),
                                containsString("尚未配置邮件服务器"))));
        open("/outbox?case=" + caseNumber.toLowerCase() + "&state=KEPT", "auditor")
                .andExpect(
                        content().string(allOf(containsString(kept.toString()), not(containsString(call.toString())))));
    }

    @Test
    void newest_first_in_pages() throws Exception {
        for (int i = 0; i < 27; i++) {
            queue("wang@example.com", "壶");
        }
        open("/outbox?case=" + caseNumber, "agent")
                .andExpect(content().string(allOf(containsString("下一页"), not(containsString("上一页")))));
        open("/outbox?case=" + caseNumber + "&page=2", "agent")
                .andExpect(content().string(allOf(containsString("上一页"), not(containsString("下一页")))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/outbox?page=-1",
                "/outbox?page=99999999999",
                "/outbox?page=x",
                "/outbox?state=nonsense",
                "/outbox?case=%25_%5C'%22%3Cscript%3Ealert(1)%3C/script%3E",
                "/outbox?case=%00%0d%0a"
            })
    void odd_questions_get_a_page(String address) throws Exception {
        open(address, "agent").andExpect(status().isOk()).andExpect(content().string(not(containsString("<script>"))));
    }

    @Test
    @DisplayName("A message is shown as the recipient sees it, in a frame where nothing runs; the look is noted")
    void show() throws Exception {
        UUID id = queue("wang.show@example.com", "<script>alert(1)</script>");

        open("/outbox/" + id + "/body", "supervisor").andExpect(status().isOk());
        Assertions.assertThat(lookedBy(id))
                .as("the text alone was a look")
                .containsExactly(TestPeople.id("supervisor"));
        open("/outbox/" + id, "supervisor")
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("您的投诉已收到，编号 " + caseNumber),
                                containsString("尊敬的王小明"),
                                containsString("&lt;script&gt;"),
                                containsString(
                                        "<iframe class=\"message\" sandbox=\"\" src=\"/outbox/" + id + "/body\""),
                                not(containsString("<script")),
                                not(containsString("wang.show")))));
        open("/outbox/" + id + "/body", "supervisor")
                .andExpect(status().isOk())
                .andExpect(header().string(
                                "Content-Security-Policy",
                                allOf(
                                        containsString("sandbox"),
                                        containsString("default-src 'none'"),
                                        containsString("frame-ancestors 'self'"))))
                .andExpect(header().string("Content-Type", "text/html;charset=UTF-8"))
                .andExpect(content().string(allOf(containsString("&lt;script&gt;"), not(containsString("<script")))));
        Assertions.assertThat(lookedBy(id)).containsExactly(TestPeople.id("supervisor"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent", "specialist", "camunda-admin"})
    @DisplayName("P1: who has no work on the case sees that a message went out, and not what it says")
    void withheld(String group) throws Exception {
        UUID id = queue("wang@example.com", "壶");

        open("/outbox/" + id, group)
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("内容只对办理或接待过这件个案的同事"),
                                not(containsString("王小明")),
                                not(containsString("<iframe")))));
        open("/outbox/" + id + "/body", group).andExpect(status().isForbidden());
        Assertions.assertThat(lookedBy(id)).isEmpty();
    }

    private List<String> lookedBy(UUID id) {
        return jdbc.sql("select looked_by from aftercare.notice_look where notice_id = ?")
                .param(id)
                .query(String.class)
                .list();
    }

    @Test
    void an_erased_message_says_so() throws Exception {
        UUID id = queue("wang@example.com", "壶");
        jdbc.sql("delete from aftercare.customer where id = (select customer_id from aftercare.notice where id = ?)")
                .param(id)
                .update();

        open("/outbox/" + id, "agent")
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("内容也随之删除")));
        open("/outbox/" + id + "/body", "agent").andExpect(status().isNotFound());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/outbox/x", "/outbox/00000000-0000-0000-0000-000000000000", "/outbox/x/body"})
    void unknown_messages_are_not_found(String address) throws Exception {
        open(address, "agent").andExpect(status().isNotFound());
    }

    @ParameterizedTest
    @ValueSource(strings = {"logistics", "warehouse", "finance", "training", "process-owner"})
    @DisplayName("P1: other departments do not read what customers are told")
    void others_may_not(String group) throws Exception {
        UUID id = queue("wang@example.com", "壶");
        for (String address : new String[] {"/outbox", "/outbox/" + id, "/outbox/" + id + "/body"}) {
            open(address, group).andExpect(status().isForbidden());
        }
    }

    @Test
    void strangers_may_not() throws Exception {
        Assertions.assertThat(
                        mvc.perform(get("/outbox")).andReturn().getResponse().getStatus())
                .isIn(302, 401);
    }

    private ResultActions open(String address, String group) throws Exception {
        return mvc.perform(get(java.net.URI.create(address))
                .with(user(TestPeople.id(group)).roles(group)));
    }

    private UUID queue(String email, String product) {
        UUID customer = customers
                .identify(new CustomerDetails(
                        null, "王小明", "139%08d".formatted(System.nanoTime() % 100_000_000L), email, null))
                .id();
        return notifications.queueToCustomer(
                Map.of("product", product), caseNumber, "instance", customer, "acknowledgement");
    }
}
