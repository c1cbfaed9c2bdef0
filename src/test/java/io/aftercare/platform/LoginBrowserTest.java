package io.aftercare.platform;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import io.aftercare.AftercareTest;
import io.aftercare.Chromium;
import io.aftercare.TestPeople;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What only a browser shows of the login: what the web applications' scripts do when it ends. */
@AftercareTest
@DisplayName("One login, in the browser")
class LoginBrowserTest {

    private static final String TASKLIST = "/camunda/app/tasklist/default/";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Autowired
    IdentityService identity;

    @LocalServerPort
    int port;

    private Page page;

    @BeforeEach
    void open() {
        page = CHROMIUM.open("zh-CN");
        User user = identity.newUser("guest");
        user.setPassword(TestPeople.PASSWORD);
        identity.saveUser(user);
        identity.createMembership("guest", "agent");
    }

    @AfterEach
    void removeGuest() {
        identity.deleteUser("guest");
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }

    private void logIn(String password) {
        page.getByLabel("用户名").fill("guest");
        page.getByLabel("密码").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("登录"))
                .click();
    }

    @Test
    void a_link_to_a_task_is_followed_after_the_login_and_after_a_slip() {
        page.navigate(url(TASKLIST + "#/?task=4711"));
        assertThat(page).hasURL(Pattern.compile(".*/login#/\\?task=4711"));
        logIn("wrong");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("用户名或密码不对");
        logIn(TestPeople.PASSWORD);
        assertThat(page).hasURL(Pattern.compile(".*" + TASKLIST + "#/\\?.*task=4711.*"));
    }

    @Test
    void signing_out_in_Tasklist_shows_our_page_and_ends_the_login_of_the_other_tab() {
        page.navigate(url(TASKLIST));
        logIn(TestPeople.PASSWORD);
        Page other = page.context().newPage();
        other.navigate(url("/register"));
        page.locator(".account .dropdown-toggle").click();
        page.locator(".account .logout a").click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("您已退出。");
        assertThat(page).hasURL(Pattern.compile(".*/login\\?logout#?"));
        other.reload();
        assertThat(other.getByLabel("密码")).isVisible();
    }

    @Test
    void a_login_that_has_ended_leads_from_Tasklist_to_our_page_and_back_to_the_same_place() {
        page.navigate(url(TASKLIST));
        logIn(TestPeople.PASSWORD);
        page.locator(".account .dropdown-toggle").waitFor();
        page.evaluate("location.hash = '#/?searchQuery=%5B%5D&task=4711'");
        page.waitForLoadState(LoadState.NETWORKIDLE);
        User user = identity.createUserQuery().userId("guest").singleResult();
        user.setPassword("Another-Horse-8");
        identity.saveUser(user);
        try {
            page.evaluate("location.hash = '#/?searchQuery=%5B%5D&task=4711&detailsTab=task-detail-history'");
        } catch (PlaywrightException left) {
            // a request that was still to come has led to the login already
        }
        assertThat(page).hasURL(Pattern.compile(".*/login.*task=4711"));
        logIn("Another-Horse-8");
        assertThat(page).hasURL(Pattern.compile(".*" + TASKLIST + "#/\\?.*task=4711.*"));
        assertThat(page.locator(".account .dropdown-toggle")).isVisible();
    }

    @Test
    void a_login_page_that_was_left_open_over_night_asks_for_the_password_once() {
        page.navigate(url("/login"));
        page.context().clearCookies(); // as far as the server knows, the session is gone
        logIn(TestPeople.PASSWORD);
        page.waitForURL(url("/"));
    }

    @Test
    void a_bookmark_of_the_old_login_form_opens_the_application() {
        page.navigate(url(TASKLIST));
        logIn(TestPeople.PASSWORD);
        page.locator(".account .dropdown-toggle").waitFor();
        page.navigate(url("/register"));
        page.navigate(url(TASKLIST + "#/login"));
        page.locator(".account .dropdown-toggle").waitFor();
        assertThat(page.locator("form[name=signinForm]")).hasCount(0);
        assertThat(page.url()).doesNotContain("#/login");
    }
}
