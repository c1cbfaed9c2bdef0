package io.aftercare.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import io.aftercare.platform.RestClientForTests;
import io.aftercare.platform.RestClientForTests.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** What each request leaves in memory is a session, or nothing; see {@link AnonymousLoadAttackTest} for many of them. */
@AftercareTest
@DisplayName("A2 Strangers have no session, wherever they knock")
class AnonymousAttackTest {

    private static final List<String> ADDRESSES = List.of(
            "/",
            "/login",
            "/login?error",
            "/login?logout",
            "/login?expired",
            "/logout",
            "/register?text=" + "a".repeat(2_000),
            "/cases/CP19990101001",
            "/no-such-page",
            "/error",
            "/css/login.css",
            "/css/none.css",
            "/favicon.ico",
            "/webjars/camunda/app/tasklist/scripts/config.js",
            "/camunda",
            "/camunda/app/tasklist/default/",
            "/camunda/app/cockpit/default/?x=1",
            "/camunda/app/admin/default/",
            "/camunda/app/admin/default/setup/",
            "/camunda/app/welcome/default/",
            "/camunda/api/engine/engine/default/task",
            "/camunda/api/admin/auth/user/default",
            "/camunda/api/admin/auth/user/default/logout",
            "/camunda/api/admin/auth/user/default/login/tasklist",
            "/camunda/api/admin/setup/default/user/create",
            "/camunda/lib/none.js",
            "/engine-rest/task",
            "/engine-rest/deployment/create",
            "/api/session",
            "/api/cases/CP19990101001/evidence",
            "/actuator/health",
            "/actuator/info",
            "/oauth2/authorization/none",
            "/login/oauth2/code/company?code=x&state=y");

    @LocalServerPort
    int port;

    @Autowired
    ServletWebServerApplicationContext application;

    private RestClientForTests rest;
    private long before;

    @BeforeEach
    void count() {
        rest = new RestClientForTests(port);
        before = sessionsEver();
    }

    private long sessionsEver() {
        Container[] contexts = ((TomcatWebServer) application.getWebServer())
                .getTomcat()
                .getHost()
                .findChildren();
        return Stream.of(contexts)
                .mapToLong(context -> ((Context) context).getManager().getSessionCounter())
                .sum();
    }

    @AfterEach
    void nobodyHasOne() {
        assertThat(sessionsEver()).isEqualTo(before);
    }

    static List<String> addresses() {
        return ADDRESSES;
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void no_request_of_a_stranger_begins_a_session(String address) {
        for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
            for (String cookies : List.of("", "JSESSIONID=0123456789ABCDEF; AFTERCARE_WAY_BACK=x; AFTERCARE_CSRF=y")) {
                for (String site : List.of("", "same-origin")) {
                    var request = rest.request(null, address)
                            .method(
                                    method,
                                    method.startsWith("P")
                                            ? BodyPublishers.ofString("username=nobody&password=x&_csrf=y")
                                            : BodyPublishers.noBody())
                            .header("Content-Type", "application/x-www-form-urlencoded");
                    if (!cookies.isEmpty()) {
                        request.header("Cookie", cookies);
                    }
                    if (!site.isEmpty()) {
                        request.header("Sec-Fetch-Site", site);
                    }
                    Answer answer = rest.send(request.build());
                    assertThat(answer.raw().headers().allValues("Set-Cookie"))
                            .as(method + " " + answer.status())
                            .noneMatch(cookie -> cookie.matches("JSESSIONID=[^;].*"));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void a_wrong_password_begins_none_either(String address) {
        Answer answer = rest.send(rest.request(null, address)
                .header("Authorization", "Basic bm9ib2R5Ondyb25n")
                .build());
        assertThat(answer.raw().headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("JSESSIONID"));
    }
}
