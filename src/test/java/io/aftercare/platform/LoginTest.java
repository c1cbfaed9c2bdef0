package io.aftercare.platform;

import static io.aftercare.TestPeople.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import io.aftercare.TestPeople;
import io.aftercare.platform.RestClientForTests.Answer;
import io.aftercare.platform.SealedCookies.SealedCookie;
import jakarta.servlet.http.Cookie;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

@AftercareTest
@DisplayName("Nobody gets in without a name and a password")
class LoginTest {

    @Autowired
    IdentityService identity;

    @Autowired
    LoginThrottle throttle;

    @Autowired
    SealedCookies cookies;

    @LocalServerPort
    int port;

    private RestClientForTests rest;

    @BeforeEach
    void connect() {
        rest = new RestClientForTests(port);
        User user = identity.newUser("visitor");
        user.setPassword(TestPeople.PASSWORD);
        identity.saveUser(user);
        identity.createMembership("visitor", "agent");
    }

    @AfterEach
    void leave() {
        ClockUtil.reset();
        identity.deleteUser("visitor");
        throttle.forget();
    }

    private Answer with(String user, String password) {
        return rest.send(rest.request(null, "/engine-rest/task/count")
                .header("Authorization", RestClientForTests.basic(user, password))
                .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/engine-rest/engine",
                "/engine-rest/task",
                "/engine-rest/version",
                "/engine-rest/process-definition",
                "/engine-rest/openapi.json",
                "/api/anything",
                "/actuator",
                "/actuator/info"
            })
    void rest_answers_strangers_401_as_a_problem(String path) {
        Answer answer = rest.get(null, path);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.detail()).isEqualTo("请先登录。");
        assertThat(answer.raw().headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void a_page_sends_strangers_to_the_login() {
        Answer answer = rest.get(null, "/some-page");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.raw().headers().firstValue("Location").orElseThrow()).endsWith("/login");
    }

    @Test
    void health_is_open_and_the_rest_of_the_actuator_is_for_administrators() {
        assertThat(rest.get(null, "/actuator/health").status()).isIn(200, 503);
        assertThat(rest.get(id("agent"), "/actuator/info").status()).isEqualTo(403);
        assertThat(rest.get(id("camunda-admin"), "/actuator/info").status()).isIn(200, 404);
    }

    @Test
    void a_wrong_password_is_401_and_says_what_to_do() {
        Answer answer = with("visitor", "wrong");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.detail()).contains("用户名或密码不对");
        assertThat(with("nobody-of-this-name", "wrong").text())
                .as("does not tell whether somebody exists")
                .isEqualTo(answer.text());
    }

    /** Wrong passwords of the visitor, each as soon as it is looked at; returns the time of the last. */
    private long wrong(int times) {
        long now = System.currentTimeMillis();
        for (int i = 0; i < times; i++) {
            now += Duration.ofSeconds(LoginThrottle.LONGEST_SECONDS + 1).toMillis();
            ClockUtil.setCurrentTime(new Date(now));
            assertThat(with("visitor", "wrong").status()).isEqualTo(401);
        }
        return now;
    }

    @Test
    void after_three_wrong_passwords_the_right_one_must_wait_too_and_a_program_is_told_how_long() {
        long now = wrong(3);
        Answer early = with("visitor", TestPeople.PASSWORD);
        assertThat(early.status()).isEqualTo(429);
        assertThat(early.detail()).isEqualTo("输错次数过多，请等 2 秒再试。");
        assertThat(early.raw().headers().firstValue("Retry-After")).contains("2");
        ClockUtil.setCurrentTime(new Date(now + 2_000));
        assertThat(with("visitor", TestPeople.PASSWORD).status()).isEqualTo(200);
        assertThat(with("visitor", "wrong").status()).as("counted anew").isEqualTo(401);
        assertThat(with("visitor", TestPeople.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void nobody_waits_longer_than_a_minute_however_many_wrong_passwords_came_before() {
        long now = wrong(15);
        assertThat(with("visitor", TestPeople.PASSWORD).status()).isEqualTo(429);
        ClockUtil.setCurrentTime(new Date(now + Duration.ofSeconds(60).toMillis()));
        assertThat(with("visitor", TestPeople.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void the_login_page_says_how_long_to_wait() {
        wrong(4);
        Visitor browser = new Visitor(port);
        assertThat(browser.logIn("visitor", TestPeople.PASSWORD).sendsTo()).isEqualTo("/login?error");
        assertThat(browser.get("/login?error").text()).contains("输错次数过多，请等 4 秒再试。");
    }

    @Test
    void a_browser_in_which_the_person_has_logged_in_before_does_not_wait_for_a_guesser() {
        Visitor browser = new Visitor(port);
        assertThat(browser.logIn("visitor", TestPeople.PASSWORD).sendsTo()).isEqualTo("/");
        browser.logOut();
        throttle.forget();
        wrong(12);
        assertThat(browser.logIn("visitor", TestPeople.PASSWORD).sendsTo()).isEqualTo("/");

        Visitor another = new Visitor(port);
        assertThat(another.logIn("visitor", "wrong").sendsTo()).isEqualTo("/login?error");
        browser.logOut();
        for (int i = 0; i < 3; i++) {
            browser.logIn("visitor", "wrong");
        }
        browser.logIn("visitor", TestPeople.PASSWORD);
        assertThat(browser.get("/login?error").text())
                .as("it guesses no faster")
                .contains("请等 2 秒");
    }

    @Test
    void a_new_password_makes_all_browsers_strangers_again() {
        Visitor browser = new Visitor(port);
        browser.logIn("visitor", TestPeople.PASSWORD);
        User user = identity.createUserQuery().userId("visitor").singleResult();
        user.setPassword("Another-Horse-8");
        identity.saveUser(user);
        throttle.forget();
        wrong(5);
        browser.forget("JSESSIONID");
        assertThat(browser.logIn("visitor", "Another-Horse-8").sendsTo()).isEqualTo("/login?error");
    }

    @Test
    void a_program_goes_on_while_others_guess_at_its_password() {
        LoginThrottle.Attempt program = new LoginThrottle.Attempt("visitor", "10.0.0.5", null);
        LoginThrottle.Attempt guesser = new LoginThrottle.Attempt("visitor", "10.0.0.66", null);
        assertThat(throttle.secondsToWait(program)).isZero();
        throttle.succeeded(program);
        for (int i = 0; i < 10; i++) {
            throttle.failed(guesser);
        }
        assertThat(throttle.secondsToWait(guesser)).isEqualTo(60);
        assertThat(throttle.secondsToWait(new LoginThrottle.Attempt("visitor", "10.0.0.7", null)))
                .as("guesses from many addresses are one count")
                .isEqualTo(60);
        assertThat(throttle.secondsToWait(program)).isZero();
    }

    @Test
    void an_address_that_tries_many_names_waits_and_other_addresses_do_not() {
        for (int i = 0; i < LoginThrottle.FREE_OF_AN_ADDRESS + 2; i++) {
            throttle.failed(new LoginThrottle.Attempt("name" + i, "10.0.0.66", null));
        }
        assertThat(throttle.secondsToWait(new LoginThrottle.Attempt("visitor", "10.0.0.66", null)))
                .isEqualTo(8);
        assertThat(throttle.secondsToWait(new LoginThrottle.Attempt("visitor", "10.0.0.7", null)))
                .isZero();
    }

    @Test
    void many_attempts_at_once_are_looked_at_one_after_the_other() {
        LoginThrottle.Attempt guesser = new LoginThrottle.Attempt("visitor", "10.0.0.66", null);
        Date now = new Date();
        ClockUtil.setCurrentTime(now);
        for (int i = 0; i < 3; i++) {
            throttle.failed(guesser);
        }
        ClockUtil.setCurrentTime(new Date(now.getTime() + 2_000));
        assertThat(throttle.secondsToWait(guesser)).isZero();
        assertThat(throttle.secondsToWait(guesser)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u0000", "a\u0000b", "nobody-of-this-name"})
    void a_name_that_is_none_is_a_wrong_name(String name) {
        assertThat(with(name, TestPeople.PASSWORD).status()).isEqualTo(401);
        assertThat(new Visitor(port).logIn(name, TestPeople.PASSWORD).sendsTo()).isEqualTo("/login?error");
    }

    @Test
    void nobody_locks_a_colleagues_account_by_asking_the_engine() {
        Date now = new Date();
        for (int i = 0; i < 12; i++) {
            ClockUtil.setCurrentTime(
                    new Date(now.getTime() + Duration.ofMinutes(2 * i).toMillis()));
            assertThat(identity.checkPassword("visitor", "guess")).isFalse();
        }
        assertThat(with("visitor", TestPeople.PASSWORD).status()).isEqualTo(200);
        assertThat(identity.checkPassword("visitor", TestPeople.PASSWORD))
                .as("guesses there must wait")
                .isFalse();
        ClockUtil.setCurrentTime(new Date(now.getTime() + Duration.ofMinutes(25).toMillis()));
        assertThat(identity.checkPassword("visitor", TestPeople.PASSWORD)).isTrue();
    }

    @Test
    void a_weak_password_is_not_accepted() {
        Answer answer = rest.put(
                id("agent"),
                "/engine-rest/user/" + id("agent") + "/credentials",
                "{\"password\":\"short\",\"authenticatedUserPassword\":\"" + TestPeople.PASSWORD + "\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.isProblem()).isTrue();
    }

    @Test
    void the_engine_knows_who_asks_and_forgets_it_afterwards() {
        assertThat(rest.get("visitor", "/engine-rest/user/visitor/profile").status())
                .isEqualTo(200);
        assertThat(identity.getCurrentAuthentication()).isNull();
        Answer groups = rest.get("visitor", "/engine-rest/identity/groups?userId=visitor");
        assertThat(groups.json().path("groups").path(0).path("id").asText()).isEqualTo("agent");
    }

    @Test
    void who_leaves_a_group_loses_its_rights_at_once() {
        String[] session = login("visitor", TestPeople.PASSWORD);
        HttpRequest tasks = HttpRequest.newBuilder(rest.request(
                                null,
                                "/engine-rest/authorization/check"
                                        + "?permissionName=ACCESS&resourceName=Application&resourceType=0&resourceId=tasklist")
                        .build()
                        .uri())
                .header("Cookie", session[0])
                .build();
        assertThat(rest.send(tasks).json().path("authorized").asBoolean()).isTrue();
        identity.deleteMembership("visitor", "agent");
        assertThat(rest.send(tasks).json().path("authorized").asBoolean()).isFalse();
    }

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private static String cookie(Answer answer) {
        return answer.raw().headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    /** Logs in on the page; returns the session's cookie and a CSRF token of it. */
    private String[] login(String user, String password) {
        Answer page = rest.get(null, "/login");
        Matcher token = TOKEN.matcher(page.text());
        assertThat(token.find()).isTrue();
        Answer answer = rest.send(rest.request(null, "/login")
                .header("Cookie", cookie(page))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "username=" + user + "&password=" + password + "&_csrf=" + token.group(1)))
                .build());
        assertThat(answer.status()).isEqualTo(302);
        String location = answer.raw().headers().firstValue("Location").orElseThrow();
        if (location.endsWith("/login?error")) {
            return new String[] {cookie(page), location};
        }
        String session = cookie(answer);
        assertThat(session).as("a new session, not the stranger's").isNotEqualTo(cookie(page));
        Matcher fresh = TOKEN.matcher(
                rest.send(rest.request(null, "/login").header("Cookie", session).build())
                        .text());
        assertThat(fresh.find()).isTrue();
        return new String[] {session, fresh.group(1)};
    }

    @Test
    void the_login_page_is_chinese_and_strict() {
        Answer page = rest.get(null, "/login");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("<html lang=\"zh-CN\"")
                .contains("用户名")
                .contains("密码")
                .contains("登录");
        String policy =
                page.raw().headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy)
                .contains("default-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.raw().headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(rest.get(null, "/css/login.css").status()).isEqualTo(200);
    }

    @Test
    void the_way_back_leads_nowhere_else_and_nobody_can_write_one() {
        LoginEntryPoint entry = new LoginEntryPoint(request -> false, cookies);
        for (String path : List.of("//evil.example/x", "/\\evil.example", "/\tx", "/a".repeat(1_000))) {
            MockHttpServletResponse response = new MockHttpServletResponse();
            entry.requestCache().saveRequest(new MockHttpServletRequest("GET", path), response);
            assertThat(response.getCookies()).as(path).isEmpty();
        }
        Visitor browser = new Visitor(port);
        String kept = browser.get("/register?status=open").setCookies().get(0).split("[=;]")[1];
        for (String forged : List.of(
                Base64.getUrlEncoder().encodeToString("AFTERCARE_WAY_BACK 9999999999 //evil.example".getBytes()),
                (kept.startsWith("A") ? "B" : "A") + kept.substring(1),
                kept.substring(4),
                "x",
                "")) {
            MockHttpServletRequest request = new MockHttpServletRequest("POST", "/login");
            request.setCookies(new Cookie("AFTERCARE_WAY_BACK", forged));
            assertThat(entry.requestCache().getRequest(request, new MockHttpServletResponse()))
                    .as(forged)
                    .isNull();
            request.setCookies(new Cookie("AFTERCARE_WAY_BACK", kept));
            assertThat(entry.requestCache()
                            .getRequest(request, new MockHttpServletResponse())
                            .getRedirectUrl())
                    .isEqualTo("/register?status=open");
        }
        assertThat(browser.logIn("visitor", TestPeople.PASSWORD).sendsTo()).isEqualTo("/register?status=open");
    }

    @Test
    void a_text_that_a_browser_keeps_is_good_for_its_own_use_and_time() {
        SealedCookie own = cookies.named("OWN", "/", Duration.ofMinutes(1));
        MockHttpServletResponse response = new MockHttpServletResponse();
        own.write("有 spaces", new MockHttpServletRequest(), response);
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setCookies(
                response.getCookie("OWN"),
                new Cookie("OTHER", response.getCookie("OWN").getValue()));
        assertThat(own.read(request)).isEqualTo("有 spaces");
        assertThat(cookies.named("OTHER", "/", Duration.ofMinutes(1)).read(request))
                .isNull();
        ClockUtil.setCurrentTime(new Date(System.currentTimeMillis() + 61_000));
        assertThat(own.read(request)).isNull();
    }

    @Test
    void a_session_needs_its_csrf_token_to_change_anything() {
        String[] session = login("visitor", TestPeople.PASSWORD);
        HttpRequest.Builder query = rest.request(null, "/engine-rest/task")
                .header("Cookie", session[0])
                .header("Content-Type", "application/json");
        Answer without =
                rest.send(query.copy().POST(BodyPublishers.ofString("{}")).build());
        assertThat(without.status()).isEqualTo(403);
        assertThat(without.isProblem()).isTrue();
        Answer with = rest.send(query.copy()
                .header("X-CSRF-TOKEN", session[1])
                .POST(BodyPublishers.ofString("{}"))
                .build());
        assertThat(with.status()).as(with.text()).isEqualTo(200);
    }

    @Test
    void a_password_that_another_site_makes_a_browser_send_changes_nothing() {
        Answer answer = rest.send(rest.request("visitor", "/engine-rest/task")
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString("{}"))
                .build());
        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void a_wrong_password_on_the_page_leads_back_to_it() {
        assertThat(login("visitor", "wrong")[1]).endsWith("/login?error");
        assertThat(rest.get(null, "/login?error").text()).contains("用户名或密码不对");
    }
}
