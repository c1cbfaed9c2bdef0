package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With Tomcat's own reading of requests, over HTTP from 127.0.0.1. */
@DisplayName("A12 Only a configured proxy is believed")
class TrustedProxiesTest {

    private static final String DIRECT = "127.0.0.1 http localhost";

    @TempDir
    Path directory;

    /** What the application sees of a request: address, scheme, host and the headers of this kind that are left. */
    private String seen(List<String> trusted, String... headers) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        tomcat.getConnector();
        Context context = tomcat.addContext("", directory.toString());
        Tomcat.addServlet(context, "seen", new HttpServlet() {
            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                StringBuilder text = new StringBuilder(
                        request.getRemoteAddr() + " " + request.getScheme() + " " + request.getServerName());
                Collections.list(request.getHeaderNames()).stream()
                        .filter(name -> name.contains("forwarded"))
                        .forEach(name -> text.append(' ').append(name));
                response.getWriter().write(text.toString());
            }
        });
        context.addServletMappingDecoded("/", "seen");
        new TrustedProxies(new WebProperties(null, null, trusted))
                .valves()
                .forEach(valve -> tomcat.getEngine().getPipeline().addValve(valve));
        tomcat.start();
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:"
                                            + tomcat.getConnector().getLocalPort() + "/"))
                                    .headers(headers)
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }

    private static final String[] CLAIMS = {
        "X-Forwarded-For", "203.0.113.9",
        "X-Forwarded-Proto", "https",
        "X-Forwarded-Host", "evil.example",
        "X-Forwarded-Port", "444",
        "X-Forwarded-Prefix", "/evil",
        "X-FORWARDED-Ssl", "on",
        "Forwarded", "for=203.0.113.9;proto=https;host=evil.example"
    };

    @Test
    void without_a_configured_proxy_nothing_is_believed_and_nothing_left_to_believe() throws Exception {
        assertThat(seen(List.of(), CLAIMS)).isEqualTo(DIRECT);
        assertThat(seen(List.of("10.0.0.0/8", "192.168.0.0/16", "::1"), CLAIMS)).isEqualTo(DIRECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.0/8", "::1,127.0.0.1"})
    void a_configured_proxy_is_believed(String trusted) throws Exception {
        assertThat(seen(List.of(trusted.split(",")), CLAIMS)).startsWith("203.0.113.9 https evil.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9                        | 203.0.113.9",
                "1.1.1.1, 203.0.113.9               | 203.0.113.9",
                "1.1.1.1, 203.0.113.9, 10.1.2.3     | 203.0.113.9",
                "1.1.1.1,203.0.113.9,10.1.2.3,10.9.9.9 | 203.0.113.9",
                "2001:db8::7                        | 2001:db8::7",
                "10.1.2.3                           | 127.0.0.1",
                "1.1.1.1, unknown                   | 127.0.0.1",
                "1.1.1.1, evil.example              | 127.0.0.1",
                "1.1.1.1, 10.0.0.0/8                | 127.0.0.1"
            })
    void of_the_addresses_the_last_that_is_no_proxy_is_the_callers(String header, String caller) throws Exception {
        assertThat(seen(List.of("127.0.0.1", "10.0.0.0/8"), "X-Forwarded-For", header))
                .startsWith(caller + " http localhost");
    }

    @Test
    void several_headers_are_one_list() throws Exception {
        assertThat(seen(List.of("127.0.0.1"), "X-Forwarded-For", "1.1.1.1", "X-Forwarded-For", "203.0.113.9"))
                .startsWith("203.0.113.9 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy", "10.0.0.0/33", "", "10.0.0", "10.0.0.0/x"})
    void what_is_no_address_keeps_the_application_from_starting(String wrong) {
        WebProperties web = new WebProperties(null, null, List.of(wrong));
        assertThatThrownBy(() -> new TrustedProxies(web))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("aftercare.web.trusted-proxies");
    }
}
