package io.aftercare.platform;

import static io.aftercare.TestPeople.PASSWORD;
import static io.aftercare.TestPeople.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import io.aftercare.platform.Visitor.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

@AftercareTest
@DisplayName("One login for our pages, Tasklist, Cockpit, Admin and Welcome")
class WebappLoginTest {

    private static final String TASKLIST = "/camunda/app/tasklist/default/";
    private static final String COCKPIT = "/camunda/app/cockpit/default/";
    private static final String ADMIN = "/camunda/app/admin/default/";
    private static final String TASKS = "/camunda/api/engine/engine/default/task";
    private static final String WHO = "/camunda/api/admin/auth/user/default";
    private static final String LOGOUT = WHO + "/logout";

    @Autowired
    IdentityService identity;

    @Autowired
    LoginThrottle throttle;

    @LocalServerPort
    int port;

    private Visitor visitor;

    @BeforeEach
    void open() {
        visitor = new Visitor(port);
        User user = identity.newUser("guest");
        user.setPassword(PASSWORD);
        identity.saveUser(user);
        identity.createMembership("guest", "agent");
    }

    @AfterEach
    void leave() {
        ClockUtil.reset();
        identity.deleteUser("guest");
        throttle.forget();
    }

    private void logIn(String user) {
        assertThat(visitor.logIn(user, PASSWORD).sendsTo()).doesNotContain("error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda",
                "/camunda/",
                "/camunda/app/",
                "/camunda/app/tasklist",
                "/camunda/app/tasklist/",
                TASKLIST,
                COCKPIT,
                ADMIN,
                "/camunda/app/welcome/default/"
            })
    void a_stranger_is_sent_to_the_login_and_afterwards_to_what_was_asked_for(String wanted) {
        Page answer = visitor.get(wanted);
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.sendsTo()).isEqualTo("/login");
        assertThat(visitor.logIn(id("camunda-admin"), PASSWORD).sendsTo()).isEqualTo(wanted);
    }

    @Test
    void scripts_of_a_page_do_not_replace_the_address_that_was_asked_for() {
        visitor.get(TASKLIST);
        assertThat(visitor.get(TASKS).status()).isEqualTo(401);
        Page script = visitor.send(
                "/camunda/app/tasklist/scripts/config.js", "GET", null, Map.of("Sec-Fetch-Dest", "script"));
        assertThat(script.status()).isEqualTo(401);
        assertThat(visitor.logIn("guest", PASSWORD).sendsTo()).isEqualTo(TASKLIST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TASKS,
                WHO,
                "/camunda/api/engine/engine/",
                "/camunda/api/cockpit/plugin/base/default/process-definition"
            })
    void a_stranger_gets_nothing_from_the_web_applications_interfaces(String path) {
        Page answer = visitor.get(path);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("message").asText()).isEqualTo("请先登录。");
        assertThat(answer.raw().headers().firstValue("WWW-Authenticate"))
                .as("no window of the browser's own")
                .isEmpty();
    }

    @Test
    void logged_in_once_an_agent_has_our_pages_and_Tasklist_and_not_Cockpit_or_Admin() {
        logIn("guest");
        assertThat(visitor.get("/register").status()).isEqualTo(200);
        Page tasklist = visitor.get(TASKLIST);
        assertThat(tasklist.status()).isEqualTo(200);
        assertThat(tasklist.raw().headers().allValues("Content-Security-Policy"))
                .hasSize(1);
        assertThat(tasklist.raw().headers().firstValue("X-Content-Type-Options"))
                .contains("nosniff");
        assertThat(visitor.get(TASKS).status()).isEqualTo(200);
        Page who = visitor.get(WHO);
        assertThat(who.json().path("userId").asText()).isEqualTo("guest");
        assertThat(who.json().path("authorizedApps").toString())
                .contains("tasklist", "welcome")
                .doesNotContain("cockpit", "admin");
        for (String closed : new String[] {COCKPIT, ADMIN}) {
            Page refused = visitor.send(closed, "GET", null, Map.of("Accept", "text/html"));
            assertThat(refused.status()).as(closed).isEqualTo(403);
            assertThat(refused.text()).contains("您没有权限看这一页");
        }
    }

    @Test
    void a_process_owner_has_Cockpit_and_an_administrator_Admin() {
        logIn(id("process-owner"));
        assertThat(visitor.get(COCKPIT).status()).isEqualTo(200);
        assertThat(visitor.get("/camunda/api/cockpit/plugin/base/default/process-definition/statistics-count")
                        .status())
                .isNotIn(401, 403);
        assertThat(visitor.get(ADMIN).status()).isEqualTo(403);
        visitor = new Visitor(port);
        logIn(id("camunda-admin"));
        assertThat(visitor.get(ADMIN).status()).isEqualTo(200);
    }

    @Test
    void the_web_applications_interfaces_work_before_any_of_their_pages_was_opened() {
        logIn("guest");
        assertThat(visitor.get(WHO).json().path("userId").asText()).isEqualTo("guest");
    }

    @Test
    void logging_out_on_our_page_ends_the_web_applications_login() {
        logIn("guest");
        assertThat(visitor.get(TASKLIST).status()).isEqualTo(200);
        String session = visitor.cookie("JSESSIONID");
        Page out = visitor.logOut();
        assertThat(out.sendsTo()).isEqualTo("/login?logout");
        assertThat(visitor.follow("/login?logout").text()).contains("您已退出。");
        assertThat(visitor.get(TASKS).status()).isEqualTo(401);
        assertThat(visitor.get(TASKLIST).sendsTo()).isEqualTo("/login");
        assertThat(new Visitor(port)
                        .send(TASKS, "GET", null, Map.of("Cookie", "JSESSIONID=" + session))
                        .status())
                .as("another tab, and whoever copied the cookie")
                .isEqualTo(401);
    }

    @Test
    void the_web_applications_button_ends_the_whole_login() {
        logIn("guest");
        visitor.get(TASKLIST);
        String session = visitor.cookie("JSESSIONID");
        Page out = visitor.api("POST", LOGOUT, "");
        assertThat(out.status()).isEqualTo(204);
        assertThat(visitor.get(TASKS).status()).isEqualTo(401);
        assertThat(new Visitor(port)
                        .send("/register", "GET", null, Map.of("Cookie", "JSESSIONID=" + session))
                        .sendsTo())
                .as("and what was asked for before the answer was read")
                .isEqualTo("/login?logout");
        Page page = visitor.get(TASKLIST);
        assertThat(page.sendsTo()).as("and says so").isEqualTo("/login?logout");
        assertThat(visitor.get("/login?logout").text()).contains("您已退出。");
        assertThat(visitor.logIn(id("auditor"), PASSWORD).sendsTo())
                .as("the next one does not come to where the first one was")
                .isEqualTo("/");
    }

    @Test
    void two_tabs_are_one_login() {
        logIn("guest");
        visitor.get(TASKLIST);
        assertThat(visitor.get("/register").status()).isEqualTo(200);
        assertThat(visitor.api("POST", TASKS + "/count", "{}").status()).isEqualTo(200);
        visitor.get("/");
        assertThat(visitor.api("POST", TASKS + "/count", "{}").status())
                .as("a page in the second tab takes no token from the first")
                .isEqualTo(200);
    }

    @Test
    void somebody_else_who_logs_in_in_the_same_browser_is_nowhere_taken_for_the_first() {
        logIn(id("process-owner"));
        assertThat(visitor.get(COCKPIT).status()).isEqualTo(200);
        logIn("guest");
        assertThat(visitor.get(WHO).json().path("userId").asText()).isEqualTo("guest");
        assertThat(visitor.get(COCKPIT).status()).isEqualTo(403);
        assertThat(visitor.get(TASKS).status()).isEqualTo(200);
    }

    @Test
    void the_web_applications_requests_need_their_csrf_token() {
        logIn("guest");
        visitor.get(TASKLIST);
        assertThat(visitor.api("POST", TASKS, "{}").status()).isEqualTo(200);
        Page without = visitor.send(TASKS, "POST", "{}", Map.of("Content-Type", "application/json"));
        assertThat(without.status()).isEqualTo(403);
    }

    @Test
    void signing_out_needs_the_csrf_token_too() {
        logIn("guest");
        visitor.get(TASKLIST);
        assertThat(visitor.send(LOGOUT, "POST", "", Map.of("X-XSRF-TOKEN", "guessed"))
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda/api/admin/auth/user/default/login/tasklist",
                "/camunda/api/admin/auth/user/default/login/cockpit",
                "/camunda/api/admin/auth/user/default/%6Cogin/tasklist",
                "/camunda/api/admin/auth/user/default/login;x=1/tasklist",
                "/camunda/api/admin/auth/user/default/login/tasklist/",
                "/camunda/api/admin/x/../auth/user/default/login/tasklist"
            })
    void the_web_applications_own_login_takes_no_password(String path) {
        logIn("guest");
        visitor.get(TASKLIST);
        Page answer = visitor.send(
                path,
                "POST",
                "username=" + id("camunda-admin") + "&password=" + PASSWORD,
                Map.of(
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "X-XSRF-TOKEN",
                        visitor.cookie("XSRF-TOKEN")));
        assertThat(answer.status()).as(answer.text()).isIn(400, 403, 404);
        assertThat(visitor.get(WHO).json().path("userId").asText()).isEqualTo("guest");
    }

    @Test
    void the_web_applications_own_login_says_where_to_log_in() {
        Page answer = visitor.send(
                "/camunda/api/admin/auth/user/default/login/tasklist",
                "POST",
                "username=guest&password=" + PASSWORD,
                Map.of("Content-Type", "application/x-www-form-urlencoded"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("message").asText()).contains("/login");
    }

    @Test
    void who_leaves_a_group_loses_its_applications_and_pages_at_once() {
        identity.createMembership("guest", "process-owner");
        logIn("guest");
        assertThat(visitor.get(COCKPIT).status()).isEqualTo(200);
        assertThat(visitor.get("/outbox").status()).isEqualTo(200);
        identity.deleteMembership("guest", "process-owner");
        assertThat(visitor.get(COCKPIT).status()).isEqualTo(403);
        identity.deleteMembership("guest", "agent");
        assertThat(visitor.get(TASKLIST).status()).isEqualTo(403);
        assertThat(visitor.get("/outbox").status()).isEqualTo(403);
    }

    @Test
    void a_new_password_ends_all_sessions() {
        logIn("guest");
        Visitor elsewhere = new Visitor(port);
        elsewhere.logIn("guest", PASSWORD);
        assertThat(elsewhere.get(TASKLIST).status()).isEqualTo(200);
        User user = identity.createUserQuery().userId("guest").singleResult();
        user.setPassword("Another-Horse-8");
        identity.saveUser(user);
        assertThat(visitor.get("/register").sendsTo()).isEqualTo("/login?expired");
        assertThat(visitor.get("/login?expired").text()).contains("登录已过期");
        assertThat(elsewhere.get(TASKS).status()).isEqualTo(401);
    }

    @Test
    void who_is_deleted_is_out_at_once() {
        logIn("guest");
        visitor.get(TASKLIST);
        identity.deleteUser("guest");
        assertThat(visitor.get(TASKS).status()).isEqualTo(401);
        assertThat(visitor.get("/register").sendsTo()).startsWith("/login");
    }

    @Test
    void a_login_ends_after_a_working_day_however_busy() {
        logIn("guest");
        long now = System.currentTimeMillis();
        ClockUtil.setCurrentTime(new Date(now + Duration.ofHours(9).toMillis()));
        assertThat(visitor.get("/register").status()).isEqualTo(200);
        ClockUtil.setCurrentTime(new Date(now + Duration.ofHours(11).toMillis()));
        assertThat(visitor.get("/register").sendsTo()).isEqualTo("/login?expired");
        assertThat(visitor.get(TASKS).status()).isEqualTo(401);
    }

    @Test
    void a_login_page_of_yesterday_takes_the_password() {
        Page answer = postOldLoginPage("guest", Map.of("Sec-Fetch-Site", "same-origin"));
        assertThat(answer.sendsTo()).isEqualTo("/");
        assertThat(visitor.get(TASKLIST).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none", ""})
    @DisplayName("no other site can log somebody in; a browser that does not say where it comes from shows its token")
    void another_sites_login_page_is_not_taken(String site) {
        Page answer = postOldLoginPage("guest", site.isEmpty() ? Map.of() : Map.of("Sec-Fetch-Site", site));
        assertThat(answer.sendsTo()).isEqualTo("/login?expired");
        assertThat(visitor.get(TASKLIST).sendsTo()).startsWith("/login");
    }

    private Page postOldLoginPage(String user, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/x-www-form-urlencoded");
        return visitor.send("/login", "POST", "username=" + user + "&password=" + PASSWORD + "&_csrf=old", all);
    }

    @Test
    void a_password_in_Admin_that_is_too_weak_is_refused_in_chinese() {
        logIn(id("camunda-admin"));
        visitor.get(ADMIN);
        Page answer = visitor.api(
                "PUT",
                "/camunda/api/engine/engine/default/user/guest/credentials",
                "{\"password\":\"short\",\"authenticatedUserPassword\":\"" + PASSWORD + "\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("message").asText()).startsWith("密码不符合要求：至少 10 位");
    }

    @Test
    void cookies_are_kept_from_scripts_and_other_sites() {
        assertThat(visitor.get(TASKLIST).setCookies())
                .as("a stranger has the way back and no session")
                .singleElement()
                .satisfies(cookie -> assertThat(cookie)
                        .startsWith("AFTERCARE_WAY_BACK=")
                        .contains("Path=/login")
                        .contains("HttpOnly")
                        .contains("SameSite=Lax"));
        assertThat(visitor.get("/login").setCookies()).singleElement().satisfies(cookie -> assertThat(cookie)
                .startsWith("AFTERCARE_CSRF=")
                .contains("HttpOnly")
                .contains("SameSite=Strict"));
        Page in = visitor.logIn("guest", PASSWORD);
        assertThat(in.setCookies())
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("JSESSIONID=")
                        .contains("HttpOnly")
                        .contains("SameSite=Lax"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith(KnownBrowsers.COOKIE)
                        .contains("Path=/login")
                        .contains("HttpOnly")
                        .contains("SameSite=Strict"));
        assertThat(visitor.get(TASKLIST).setCookies())
                .allSatisfy(
                        cookie -> assertThat(cookie).startsWith("XSRF-TOKEN=").contains("SameSite=Lax"));
    }

    /** As when an application asks for several things at once and the login ends between them. */
    @Test
    void a_login_that_ends_during_a_request_leaves_no_session_that_would_replace_the_login_pages() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", TASKS);
        MockHttpServletResponse response = new MockHttpServletResponse();
        HttpSession session = request.getSession();
        WebappAuthenticationFilter filter = new WebappAuthenticationFilter();
        filter.init(null);
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated("guest", null, List.of()));
        try {
            filter.doFilter(request, response, (passed, answer) -> {
                session.invalidate();
                ((HttpServletRequest) passed).getSession();
            });
        } finally {
            SecurityContextHolder.clearContext();
        }
        assertThat(request.getSession(false)).isNull();
        assertThat(response.getStatus()).isEqualTo(401);
    }
}
