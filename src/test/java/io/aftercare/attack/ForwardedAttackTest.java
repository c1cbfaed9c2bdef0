package io.aftercare.attack;

import static io.aftercare.TestPeople.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import io.aftercare.platform.RestClientForTests;
import io.aftercare.platform.RestClientForTests.Answer;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The product as it is configured by default; see {@code TrustedProxiesTest} for what a proxy may say. */
@AftercareTest
@DisplayName("A12 Nobody invents where a request comes from")
class ForwardedAttackTest {

    @LocalServerPort
    int port;

    @Autowired
    IdentityService identity;

    @AfterEach
    void leave() {
        identity.deleteUser("attacked");
    }

    private Answer as(String user, String password, String... headers) {
        RestClientForTests rest = new RestClientForTests(port);
        byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = rest.request(null, "/engine-rest/task/count")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return rest.send(request.build());
    }

    @Test
    void an_invented_address_gives_a_guesser_no_new_tries_at_an_account_known_here() {
        User user = identity.newUser("attacked");
        user.setPassword(PASSWORD);
        identity.saveUser(user);
        assertThat(as("attacked", PASSWORD).status()).isEqualTo(200);
        int waits = 0;
        for (int i = 0; i < 5; i++) {
            if (as("attacked", "wrong", "X-Forwarded-For", "203.0.113." + i).status() == 429) {
                waits++;
            }
        }
        assertThat(waits).as("counted at the place the person logs in from").isPositive();
        assertThat(as("attacked", PASSWORD).status()).isEqualTo(429);
    }

    @Test
    void an_invented_scheme_or_host_is_not_taken_over() {
        RestClientForTests rest = new RestClientForTests(port);
        Answer answer = rest.send(rest.request(null, "/register")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Prefix", "/evil")
                .header("Forwarded", "host=evil.example;proto=https")
                .build());
        assertThat(answer.raw().headers().firstValue("Location").orElseThrow())
                .isEqualTo("http://localhost:" + port + "/login");
        assertThat(answer.raw().headers().firstValue("Strict-Transport-Security"))
                .isEmpty();
        assertThat(answer.raw().headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.contains("Secure"));
    }
}
