package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.AftercareTest;
import io.aftercare.TestPeople;
import io.aftercare.platform.Visitor.Page;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.security.oauth2.client.OAuth2ClientProperties;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

/** Against a real OpenID Connect server, over HTTP on both sides. */
@AftercareTest
@DisplayName("Login with a company account")
class CompanyLoginTest {

    private static final MockOAuth2Server PROVIDER = new MockOAuth2Server();

    private static final String BUTTON = "/oauth2/authorization/company";
    private static final String TASKLIST = "/camunda/app/tasklist/default/";
    private static final String TASKS = "/camunda/api/engine/engine/default/task";

    @Autowired
    ProcessEngine engine;

    @Autowired
    IdentityService identity;

    @Autowired
    AccessProperties access;

    @LocalServerPort
    int port;

    private Visitor browser;

    /** The provider's address is asked for at the first login, which is here. */
    @BeforeAll
    static void startProvider(@Autowired OAuth2ClientProperties properties) {
        PROVIDER.start();
        properties
                .getProvider()
                .get("company")
                .setIssuerUri(PROVIDER.issuerUrl("company").toString());
    }

    @BeforeEach
    void open() {
        browser = visitor();
    }

    private Visitor visitor() {
        return new Visitor(port);
    }

    @AfterEach
    void leave() {
        identity.deleteUser("lisi");
    }

    @AfterAll
    static void stop() {
        PROVIDER.shutdown();
    }

    private static Map<String, Object> claims(String user, Object groups) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("preferred_username", user);
        claims.put("family_name", "李");
        claims.put("given_name", "四");
        claims.put("email", "lisi@example.com");
        if (groups != null) {
            claims.put("groups", groups);
        }
        return claims;
    }

    private static void next(Map<String, Object> claims) {
        PROVIDER.enqueueCallback(new DefaultOAuth2TokenCallback(
                "company", "subject-of-" + claims.get("preferred_username"), "JWT", List.of("aftercare"), claims, 600));
    }

    private Page logIn(String user, Object groups) {
        next(claims(user, groups));
        return browser.follow(BUTTON);
    }

    private List<String> groups(String user) {
        return EngineAuthenticationProvider.groups(identity, user);
    }

    @Test
    void the_login_page_has_a_button_for_it() {
        assertThat(browser.get("/login").text()).contains("使用公司账号登录").contains("href=\"" + BUTTON + "\"");
    }

    @Test
    void the_request_to_the_provider_has_a_state_a_nonce_and_pkce() {
        Page redirect = browser.get(BUTTON);
        String to = redirect.raw().headers().firstValue("Location").orElseThrow();
        assertThat(to)
                .startsWith(PROVIDER.authorizationEndpointUrl("company").toString())
                .contains("state=")
                .contains("nonce=")
                .contains("code_challenge=")
                .contains("code_challenge_method=S256");
    }

    @Test
    void who_comes_for_the_first_time_is_made_known_and_lands_where_he_wanted_to_go() {
        assertThat(browser.follow(TASKLIST).address()).hasPath("/login");
        Page page = logIn("lisi", List.of("agent", "/kefu/zhuguan", "unheard-of"));
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.address()).hasPath(TASKLIST);
        assertThat(browser.get(TASKS).status()).isEqualTo(200);
        assertThat(browser.get("/camunda/api/admin/auth/user/default")
                        .json()
                        .path("userId")
                        .asText())
                .isEqualTo("lisi");
        assertThat(browser.get("/").text()).contains("您好，李四");
        assertThat(browser.get("/register").status()).isEqualTo(200);
        assertThat(browser.get("/camunda/app/cockpit/default/").status()).isEqualTo(403);

        User known = identity.createUserQuery().userId("lisi").singleResult();
        assertThat(known.getEmail()).isEqualTo("lisi@example.com");
        assertThat(groups("lisi")).containsExactlyInAnyOrder("agent", "supervisor");
        assertThat(browser.get("/camunda/api/engine/engine/default/identity/groups?userId=lisi")
                        .text())
                .contains("supervisor");
    }

    @Test
    void somebody_without_a_password_cannot_log_in_with_one() {
        logIn("lisi", List.of("agent"));
        for (String password : new String[] {"", "null", "lisi", TestPeople.PASSWORD}) {
            assertThat(visitor().logIn("lisi", password).sendsTo()).isEqualTo("/login?error");
        }
        assertThat(identity.checkPassword("lisi", "null")).isFalse();
    }

    @Test
    void groups_and_names_follow_the_company_at_each_login() {
        logIn("lisi", List.of("agent", "finance"));
        browser = visitor();
        Map<String, Object> married = claims("lisi", "finance");
        married.put("family_name", "王");
        next(married);
        browser.follow(BUTTON);
        assertThat(groups("lisi")).containsExactly("finance");
        assertThat(browser.get("/").text()).contains("您好，王四");
    }

    @Test
    void groups_that_are_not_ours_are_left_alone() {
        identity.saveGroup(identity.newGroup("chess"));
        try {
            logIn("lisi", List.of("agent"));
            identity.createMembership("lisi", "chess");
            browser = visitor();
            logIn("lisi", List.of("finance"));
            assertThat(groups("lisi")).containsExactlyInAnyOrder("finance", "chess");
        } finally {
            identity.deleteGroup("chess");
        }
    }

    @Test
    void somebody_without_a_group_of_ours_is_told_whom_to_ask() {
        Page page = logIn("lisi", List.of("unheard-of"));
        assertThat(page.address()).hasPath("/login");
        assertThat(page.text()).contains("您的公司账号（lisi）还没有分配到本系统的任何工作组").contains("请联系您的主管或信息部 8888开通");
        assertThat(browser.get("/register").sendsTo()).isEqualTo("/login");
        assertThat(identity.createUserQuery().userId("lisi").count())
                .as("nobody is made known who may do nothing")
                .isZero();
    }

    @Test
    void who_has_left_all_groups_loses_them_here_too() {
        logIn("lisi", List.of("agent"));
        browser = visitor();
        assertThat(logIn("lisi", List.of()).text()).contains("还没有分配到本系统的任何工作组");
        assertThat(groups("lisi")).isEmpty();
    }

    @Test
    void a_provider_that_forgets_the_groups_takes_nothing_away() {
        logIn("lisi", List.of("agent"));
        browser = visitor();
        assertThat(logIn("lisi", null).text()).contains("公司账号里没有工作组信息");
        assertThat(groups("lisi")).containsExactly("agent");
    }

    @Test
    void nobody_becomes_an_administrator_by_the_company_alone() {
        assertThat(logIn("lisi", List.of("camunda-admin")).text()).contains("还没有分配到");
        browser = visitor();
        logIn("lisi", List.of("camunda-admin", "agent"));
        assertThat(groups("lisi")).containsExactly("agent");
        browser = visitor();
        assertThat(logIn("test-camundaadmin", List.of("agent")).text()).contains("系统管理员不能用公司账号登录");
        assertThat(groups("test-camundaadmin")).containsExactly("camunda-admin");
    }

    @Test
    void a_name_that_cannot_be_a_user_id_is_refused() {
        assertThat(logIn("li si@example.com", List.of("agent")).text()).contains("您的公司账号名不能在本系统使用");
    }

    @Test
    void an_answer_with_another_state_is_refused() {
        String to = browser.get(BUTTON).raw().headers().firstValue("Location").orElseThrow();
        String callback = browser.get(to).raw().headers().firstValue("Location").orElseThrow();
        Page page = browser.follow(callback.replaceAll("state=[^&]*", "state=forged"));
        assertThat(page.text()).contains("公司账号登录没有成功");
        assertThat(visitor().follow(callback).text()).as("in another browser").contains("公司账号登录没有成功");
        assertThat(browser.get("/register").sendsTo()).isEqualTo("/login");
    }

    @Test
    void a_token_with_another_nonce_is_refused() {
        Map<String, Object> claims = claims("lisi", List.of("agent"));
        claims.put("nonce", "of-another-login");
        next(claims);
        assertThat(browser.follow(BUTTON).text()).contains("公司账号登录没有成功");
        assertThat(browser.get("/register").sendsTo()).isEqualTo("/login");
    }

    @Test
    void a_token_for_another_program_is_refused() {
        Map<String, Object> claims = claims("lisi", List.of("agent"));
        claims.put("aud", List.of("another"));
        next(claims);
        assertThat(browser.follow(BUTTON).text()).contains("公司账号登录没有成功");
    }

    @Test
    void logging_out_leads_out_of_the_company_too() {
        logIn("lisi", List.of("agent"));
        assertThat(browser.logOut().sendsTo()).isEqualTo("/login?logout");
        Page page = browser.get("/login?logout");
        assertThat(page.text()).contains("退出公司账号").contains("http-equiv=\"refresh\"");
        String leave = page.text()
                .replaceAll("(?s).*<a href=\"([^\"]+)\">退出公司账号.*", "$1")
                .replace("&amp;", "&");
        assertThat(leave)
                .startsWith(PROVIDER.endSessionEndpointUrl("company").toString())
                .contains("id_token_hint=")
                .contains("post_logout_redirect_uri=");
        assertThat(browser.follow(leave).address()).isEqualTo(URI.create("http://localhost:" + port + "/login?logout"));
        assertThat(browser.get("/login?logout").text()).contains("您已退出。");
        assertThat(browser.get(TASKS).status()).isEqualTo(401);
    }

    @Test
    void so_does_the_web_applications_button() {
        logIn("lisi", List.of("agent"));
        browser.get(TASKLIST);
        assertThat(browser.api("POST", "/camunda/api/admin/auth/user/default/logout", "")
                        .status())
                .isEqualTo(204);
        assertThat(browser.follow(TASKLIST).text()).contains("退出公司账号").contains("endsession");
    }

    @Test
    void who_is_deleted_here_is_out_and_a_login_with_a_password_is_still_there() {
        logIn("lisi", List.of("agent"));
        assertThat(browser.get(TASKS).status()).isNotEqualTo(401);
        identity.deleteUser("lisi");
        assertThat(browser.get("/register").sendsTo()).isEqualTo("/login?expired");
        assertThat(visitor().logIn("test-agent", TestPeople.PASSWORD).sendsTo()).isEqualTo("/");
    }

    private CompanyAccounts accounts(boolean create, Map<String, String> groups) {
        return new CompanyAccounts(
                engine,
                new OidcProperties("preferred_username", "groups", groups, create),
                access,
                new LoginProperties(null, false, "信息部"));
    }

    private static CompanyAccounts.Account account(String id, String... groups) {
        return new CompanyAccounts.Account(id, null, null, null, groups.length == 0 ? null : Set.of(groups));
    }

    @Test
    void who_is_not_known_stays_out_where_nobody_is_to_be_made_known() {
        assertThatThrownBy(() -> accounts(false, Map.of()).signIn(account("lisi", "agent")))
                .hasMessage("本系统还没有您的账号（lisi）。请联系信息部开通。");
    }

    @Test
    void an_administrator_is_made_where_the_configuration_says_so() {
        CompanyAccounts accounts = accounts(true, Map.of("it", "camunda-admin"));
        accounts.signIn(account("lisi", "it"));
        assertThat(groups("lisi")).containsExactly("camunda-admin");
        accounts.signIn(account("lisi", "it", "agent"));
        assertThat(groups("lisi")).containsExactlyInAnyOrder("camunda-admin", "agent");
        identity.deleteMembership("lisi", "camunda-admin");
    }

    @Test
    void groups_may_be_given_here_and_not_by_the_company() {
        accounts(true, Map.of()).signIn(account("lisi"));
        identity.createMembership("lisi", "training");
        accounts(true, Map.of()).signIn(account("lisi"));
        assertThat(groups("lisi")).containsExactly("training");
    }

    @Test
    void a_provider_that_is_down_keeps_nothing_from_starting() {
        OAuth2ClientProperties properties = new OAuth2ClientProperties();
        OAuth2ClientProperties.Registration registration = new OAuth2ClientProperties.Registration();
        registration.setClientId("aftercare");
        properties.getRegistration().put("company", registration);
        OAuth2ClientProperties.Provider provider = new OAuth2ClientProperties.Provider();
        provider.setIssuerUri("http://localhost:1/company");
        properties.getProvider().put("company", provider);
        ClientRegistrationRepository registrations = new CompanyLoginConfiguration().clientRegistrations(properties);
        assertThatThrownBy(() -> registrations.findByRegistrationId("company"))
                .hasStackTraceContaining("localhost:1/company");
    }

    @Test
    void a_configuration_that_names_an_unknown_group_does_not_start() {
        assertThatThrownBy(() -> accounts(true, Map.of("it", "nobody")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("nobody");
    }
}
