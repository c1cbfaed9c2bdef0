package io.aftercare.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.RunningAftercare;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("load")
@DisplayName("A2 Strangers cannot fill the heap")
class AnonymousLoadAttackTest {

    private static final int REQUESTS = 100_000;
    private static final int AT_ONCE = 32;

    /** What the counters of wrong passwords and the server's own buffers may take, all of them bounded. */
    private static final long BOUNDED = 16L << 20;

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @Test
    void a_hundred_thousand_requests_without_a_login_leave_the_heap_flat(@TempDir Path data) throws Exception {
        try (RunningAftercare aftercare = RunningAftercare.start(
                data,
                "--spring.security.oauth2.client.registration.company.client-id=aftercare",
                "--spring.security.oauth2.client.registration.company.client-secret=secret",
                "--spring.security.oauth2.client.registration.company.scope=openid",
                "--spring.security.oauth2.client.registration.company.authorization-grant-type=authorization_code",
                "--spring.security.oauth2.client.registration.company.redirect-uri={baseUrl}/login/oauth2/code/company",
                "--spring.security.oauth2.client.provider.company.authorization-uri=http://localhost:1/authorize",
                "--spring.security.oauth2.client.provider.company.token-uri=http://localhost:1/token",
                "--spring.security.oauth2.client.provider.company.jwk-set-uri=http://localhost:1/keys",
                "--spring.security.oauth2.client.provider.company.user-name-attribute=sub")) {
            knock(aftercare, 0, 3_000);
            RunningAftercare.Heap before = aftercare.heap();
            knock(aftercare, 3_000, 3_000 + REQUESTS);
            RunningAftercare.Heap after = aftercare.heap();
            assertThat(after.instances("org.apache.catalina.session.StandardSession"))
                    .isZero();
            assertThat(after.bytes() - before.bytes())
                    .as("%s bytes before, %s after", before.bytes(), after.bytes())
                    .isLessThan(BOUNDED);
        }
    }

    private void knock(RunningAftercare aftercare, int from, int to) throws Exception {
        Semaphore free = new Semaphore(AT_ONCE);
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger inside = new AtomicInteger();
        for (int i = from; i < to; i++) {
            free.acquire();
            http.sendAsync(request(aftercare.port(), i), BodyHandlers.discarding())
                    .whenComplete((answer, failure) -> {
                        free.release();
                        if (failure != null || answer.statusCode() >= 500) {
                            failed.incrementAndGet();
                        } else if (answer.headers().allValues("Set-Cookie").stream()
                                .anyMatch(cookie -> cookie.matches("JSESSIONID=[^;].*"))) {
                            inside.incrementAndGet();
                        }
                    });
        }
        free.acquire(AT_ONCE);
        assertThat(inside).as("sessions").hasValue(0);
        assertThat(failed).as("answers 5xx, or none").hasValue(0);
    }

    private static HttpRequest request(int port, int i) {
        HttpRequest.Builder request = HttpRequest.newBuilder();
        String long2k = "?q=" + i + "a".repeat(2_000);
        String path =
                switch (i % 18) {
                    case 0 -> "/register" + long2k;
                    case 1 -> "/cases/CP" + i;
                    case 2 -> "/camunda/app/tasklist/default/?" + i;
                    case 3 -> "/login?" + i;
                    case 4 -> "/login?error&" + i;
                    case 5 -> "/engine-rest/task?" + i;
                    case 6 -> "/camunda/api/engine/engine/default/task/" + i;
                    case 7 -> "/css/" + i + ".css";
                    case 8 -> "/oauth2/authorization/company?" + i;
                    case 9 -> "/login/oauth2/code/company?code=" + i + "&state=" + i;
                    case 10 -> "/worklist" + long2k;
                    case 11 -> "/" + i + "?" + i;
                    case 12 -> "/actuator/health?" + i;
                    case 13 -> "/logout?" + i;
                    case 14, 15 -> "/login";
                    case 16 -> "/engine-rest/deployment/create?" + i;
                    default -> "/api/cases/CP" + i + "/evidence";
                };
        request.uri(URI.create("http://localhost:" + port + path)).header("X-Forwarded-For", address(i));
        if (i % 2 == 0) {
            request.header(
                    "Cookie", "JSESSIONID=%032X; AFTERCARE_WAY_BACK=%d; AFTERCARE_COMPANY=%d".formatted(i, i, i));
        }
        if (i % 18 >= 13) {
            String form = "username=guess" + i + "&password=wrong&_csrf=" + i;
            request.header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form));
        }
        if (i % 18 == 14) {
            request.header("Sec-Fetch-Site", "same-origin"); // looked at without a token
        }
        return request.build();
    }

    private static String address(int i) {
        return "10.%d.%d.%d".formatted(i >> 16 & 255, i >> 8 & 255, i & 255);
    }
}
