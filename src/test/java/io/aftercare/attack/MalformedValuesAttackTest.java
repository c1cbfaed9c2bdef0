package io.aftercare.attack;

import static io.aftercare.TestPeople.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import io.aftercare.TestPeople;
import io.aftercare.attack.RestInterface.Address;
import io.aftercare.platform.RestClientForTests;
import io.aftercare.platform.RestClientForTests.Answer;
import io.aftercare.platform.Visitor;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@AftercareTest
@DisplayName("Nothing that can be sent makes the server fail: what is malformed is refused in a sentence")
class MalformedValuesAttackTest {

    private static final String LONG = "长".repeat(4001);

    /** In addresses, as they are sent. */
    private static final List<String> VALUES = List.of(
            "%00",
            "a%00b",
            "-5",
            "99999999999999999999",
            "%ED%A0%80",
            "nonsense",
            "",
            "..",
            "2026-13-45T99:00:00.000%2B0800",
            "true",
            "%25%27%22%3C%3E%5B%7B",
            "a_eq_%00,b_lt_,c",
            "x".repeat(4001));

    /** In paths; an id that somebody has would let an administrator do what is meant. */
    private static final List<String> IDS = List.of(
            "no-such-thing",
            "%00",
            "a%00b",
            "-1",
            "%ED%A0%80",
            "..%2F..",
            "%2E%2E",
            "%E4%B8%AD%20%27",
            "x".repeat(300),
            "x".repeat(3000));

    private static final String SERIALIZED =
            """
            {"type":"Object","value":"rO0ABXNyAA==","valueInfo":{"objectTypeName":"java.lang.Runtime",\
            "serializationDataFormat":"application/x-java-serialized-object"}}""";

    /** As members of a JSON body. */
    private static final List<String> MEMBERS = List.of(
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "-5",
            "99999999999999999999",
            "1e400",
            "\"nonsense\"",
            "\"\"",
            "[]",
            "{}",
            "[null]",
            "[{}]",
            "[\"\\u0000\"]",
            "[[[]]]",
            "true",
            "null",
            "\"2026-13-45T99:00:00.000+0800\"",
            "\"" + LONG + "\"",
            "\"" + "x".repeat(300) + "\"",
            SERIALIZED,
            "{\"a\":" + SERIALIZED + "}",
            "{\"a\":null}",
            "{\"a\":{\"value\":\"\\u0000\"}}",
            "{\"a\":{\"value\":[null]}}",
            "{\"\\u0000\":{\"value\":1}}",
            "{\"a\":{\"type\":\"Nonsense\",\"value\":1}}",
            "{\"a\":{\"type\":\"Bytes\",\"value\":\"***\"}}",
            "{\"a\":{\"type\":\"Json\",\"value\":\"{\"}}",
            "{\"a\":{\"type\":\"Date\",\"value\":\"yesterday\"}}",
            "[{\"name\":\"a\",\"operator\":\"eq\",\"value\":\"\\u0000\"}]",
            "[{\"name\":\"a\",\"operator\":\"nonsense\",\"value\":1}]",
            "[{\"name\":\"a\",\"operator\":\"like\",\"value\":1}]",
            "[{\"name\":null,\"operator\":null,\"value\":null}]",
            "[{\"name\":\"a\",\"operator\":\"eq\",\"value\":{\"b\":[]}}]",
            "[{\"sortBy\":\"nonsense\",\"sortOrder\":\"asc\"}]",
            "[{\"sortBy\":\"created\",\"sortOrder\":\"\\u0000\"}]",
            "[".repeat(900) + "]".repeat(900));

    /** As whole bodies, with whatever type they are said to have. */
    private static final List<String> BODIES = List.of(
            "", "[]", "null", "\"x\"", "1", "true", "{\"\\u0000\":1}", "{\"no-such-member\":1}", "{", "[null]", "[{}]");

    private static final String JSON = "application/json";

    private static final List<String> TYPES =
            List.of("text/plain", "application/xml", "multipart/form-data; boundary=x", "nonsense");

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private static final Pattern CHINESE = Pattern.compile("[\\u4e00-\\u9fff]");

    private static final Pattern EXCEPTION = Pattern.compile("Exception|\\bat (org|java|io)\\.");

    /** What a server says of its inside, and sentences in English. */
    private static final Pattern INSIDE =
            Pattern.compile("Exception|\\bat (org|java|io)\\.|ENGINE-|select |SQL|null value|[A-Za-z]+ [a-z]+ [a-z]+ ");

    /** What an administrator does to all cases, jobs or past records at once when no condition is left. */
    private static final Pattern OF_MANY = Pattern.compile(
            ".*(suspended|delete|cleanup|removal-time|retries|restart|migrat|executeAsync|modification|correlation|"
                    + "async|telemetry|task-worker|job-definition|duedate|annotation|batch|operation|signal).*");

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Autowired
    @Qualifier("loginThrottle")
    Object loginThrottle;

    @LocalServerPort
    int port;

    private RestClientForTests rest;
    private final Set<String> failures = new TreeSet<>();
    private Visitor browser;
    private String csrf;
    private int every = 1;
    private int asked;
    private int sent;

    @BeforeEach
    void connect() {
        rest = new RestClientForTests(port);
    }

    @Test
    @DisplayName("every seventh request of the walk below; the whole takes minutes")
    void camundas_rest_interface_in_part() {
        every = 7;
        walk("/engine-rest", RestInterface.addresses(), id("agent"), 1);
        assertThat(sent).isGreaterThan(300);
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"test-agent", "test-camundaadmin"})
    @Tag("load")
    @DisplayName("Camunda's REST interface, each parameter and member with one of the values")
    void camundas_rest_interface(String user) {
        walk("/engine-rest", RestInterface.addresses(), user, 1);
        assertThat(sent).isGreaterThan(1500);
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"test-agent", "test-camundaadmin"})
    @DisplayName("what was found to fail first")
    void found_first(String user) {
        String long300 = "x".repeat(300);
        String profile = "/engine-rest/user/" + user + "/profile";
        String task = "/engine-rest/task/no-such-thing";
        String[][] requests = {
            {"GET", "/engine-rest/task?firstResult=-5", null},
            {"GET", "/engine-rest/task?maxResults=-5", null},
            {"GET", "/engine-rest/task?name=a%00b", null},
            {"GET", "/engine-rest/task?caseInstanceId=a", null},
            {"GET", "/engine-rest/history/task?processVariables=a_eq_%00", null},
            {"GET", "/engine-rest/metrics", null},
            {"GET", "/engine-rest/metrics/activity-instance-start/sum", null},
            {"GET", "/engine-rest/case-instance", null},
            {"GET", "/engine-rest/case-instance/a", null},
            {"GET", "/engine-rest/history/case-instance/count", null},
            {"GET", "/engine-rest/user/..%2F..", null},
            {"POST", "/engine-rest/condition", "{}"},
            {"POST", "/engine-rest/condition", "{\"variables\":{\"a\":{\"value\":1}}}"},
            {"DELETE", task, null},
            {"POST", task + "/complete", "{\"variables\":{\"a\":{\"value\":\"\\u0000\"}}}"},
            {"POST", task + "/complete", "{\"variables\":{\"a\":" + SERIALIZED + "}}"},
            {"POST", task + "/identity-links", ""},
            {"POST", "/engine-rest/process-definition/no-such-thing/restart", ""},
            {"POST", "/engine-rest/execution/no-such-thing/messages/a/trigger", "{}"},
            {"PUT", profile, "{\"firstName\":\"" + long300 + "\"}"},
            {"PUT", profile, "{\"id\":\"" + user + "\",\"firstName\":\"" + long300 + "\"}"},
            {"PUT", profile, "{}"},
            {"PUT", profile, ""},
            {"POST", "/engine-rest/group/create", ""},
            {"POST", "/engine-rest/history/job-log", "{\"failedActivityIdIn\":[null]}"},
            {"POST", "/api/complaints", "{\"receipt\":[null]}"},
        };
        for (String[] request : requests) {
            send(user, new Address(request[0], "", Set.of(), Set.of(), true), request[1], request[2], JSON);
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void the_web_applications_rest_layer_answers_alike() {
        Visitor tasklist = new Visitor(port);
        tasklist.logIn(id("agent"), TestPeople.PASSWORD);
        tasklist.get("/camunda/app/tasklist/default/");
        String root = "/camunda/api/engine/engine/default";
        for (Visitor.Page page : List.of(
                tasklist.get(root + "/task?firstResult=-5"),
                tasklist.get(root + "/case-instance"),
                tasklist.get(root + "/metrics"),
                tasklist.get(root + "/process-definition/no-such-thing"),
                tasklist.api("POST", root + "/condition", "{}"),
                tasklist.api("POST", root + "/task", "{\"name\":\"\\u0000\"}"),
                tasklist.api("POST", root + "/task", "{\"priority\":\"high\"}"),
                tasklist.api("PUT", root + "/user/" + id("agent") + "/profile", "{}"))) {
            assertThat(page.status()).as(page.text()).isBetween(400, 499);
            assertThat(page.json().path("message").asText())
                    .containsPattern(CHINESE)
                    .doesNotContainPattern(INSIDE);
        }
    }

    @Test
    void our_own_addresses_as_a_program() {
        walk("", ours(), id("supervisor"), 2);
        assertThat(sent).isGreaterThan(300);
        assertThat(failures).isEmpty();
    }

    @Test
    void our_own_addresses_as_a_browser() {
        logInAsABrowser();
        walk("", ours(), null, 2);
        assertThat(sent).isGreaterThan(300);
        assertThat(failures).isEmpty();
    }

    private void logInAsABrowser() {
        browser = new Visitor(port);
        browser.logIn(id("supervisor"), TestPeople.PASSWORD);
        Matcher token = TOKEN.matcher(browser.get("/register").text());
        assertThat(token.find()).isTrue();
        csrf = token.group(1);
    }

    @Test
    void the_login_which_is_no_controller() {
        logInAsABrowser();
        Set<String> names = Set.of("username", "password", "_csrf");
        Address login = new Address("POST", "/login", names, names, true);
        for (String name : login.queries()) {
            for (String value : VALUES) {
                forgetWrongPasswords();
                send(null, login, "/login?" + name + "=" + value, null, JSON);
                send(null, login, "/login", name + "=" + value, "application/x-www-form-urlencoded");
            }
        }
        for (String type : TYPES) {
            send(null, login, "/login", "\u0000 --x", type);
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void the_logout_which_is_no_controller() {
        Address logout = new Address("POST", "/logout", Set.of(), Set.of(), true);
        for (String value : List.of("%00", "%ED%A0%80", "x".repeat(4001))) {
            logInAsABrowser(); // the last one has gone
            send(null, logout, "/logout?_csrf=" + value, "a=" + value, "application/x-www-form-urlencoded");
        }
        for (String type : TYPES) {
            logInAsABrowser();
            send(null, logout, "/logout", "\u0000 --x", type);
        }
        assertThat(failures).isEmpty();
    }

    /** Otherwise most are asked to wait, and so are the tests that come after. */
    @AfterEach
    void forgetWrongPasswords() {
        ReflectionTestUtils.invokeMethod(loginThrottle, "forget");
    }

    private List<Address> ours() {
        List<Address> ours = new ArrayList<>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, method) -> {
            Set<String> names = names(method);
            for (String path : mapping.getPatternValues()) {
                if (!path.startsWith("/actuator") && !path.equals("/error")) {
                    for (String verb : verbs(mapping)) {
                        ours.add(new Address(verb, path, names, names, !verb.equals("GET")));
                    }
                }
            }
        });
        ours.sort(Comparator.comparing(Address::toString));
        return ours;
    }

    private static List<String> verbs(RequestMappingInfo mapping) {
        Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
        return methods.isEmpty()
                ? List.of("GET", "POST")
                : methods.stream().map(Enum::name).toList();
    }

    /** Of the method's parameters, and of the members of those that have some. */
    private static Set<String> names(HandlerMethod method) {
        Set<String> names = new TreeSet<>();
        for (Parameter parameter : method.getMethod().getParameters()) {
            names.add(parameter.getName());
            if (parameter.getType().isRecord()) {
                for (RecordComponent component : parameter.getType().getRecordComponents()) {
                    names.add(component.getName());
                }
            }
        }
        return names;
    }

    /** @param rounds how many of the values each parameter and member gets; it begins elsewhere for each */
    private void walk(String root, List<Address> addresses, String user, int rounds) {
        int turn = 0;
        boolean admin = id("camunda-admin").equals(user);
        for (Address address : addresses) {
            if (admin && !address.reads() && OF_MANY.matcher(address.path()).matches()) {
                continue;
            }
            String plain = root + address.path().replaceAll("\\{[^}]*}", "no-such-thing");
            String nothing = address.body() ? "{\"no-such-member\":1}" : null;
            if (address.path().contains("{")) {
                for (String value : some(IDS, turn++, rounds + 1)) {
                    String path = Matcher.quoteReplacement(value);
                    send(user, address, root + address.path().replaceAll("\\{[^}]*}", path), nothing, JSON);
                }
            }
            for (String query : address.queries()) {
                for (String value : some(VALUES, turn++, rounds)) {
                    send(user, address, plain + "?" + query + "=" + value, nothing, JSON);
                    if (address.body() && browser != null) {
                        send(user, address, plain, query + "=" + value, "application/x-www-form-urlencoded");
                    }
                }
            }
            if (address.body()) {
                for (String member : address.members()) {
                    for (String value : some(MEMBERS, turn++, rounds)) {
                        send(user, address, plain, "{\"" + member + "\":" + value + "}", JSON);
                    }
                }
                for (String body : some(BODIES, turn++, rounds + 1)) {
                    send(user, address, plain, body, JSON);
                }
                for (String type : TYPES) {
                    send(user, address, plain, "\u0000 --x", type);
                }
            }
        }
    }

    private static <T> List<T> some(List<T> all, int first, int count) {
        return Stream.iterate(first, n -> n + 1)
                .limit(Math.min(count, all.size()))
                .map(n -> all.get(n % all.size()))
                .toList();
    }

    /** @param user null for the browser's */
    private void send(String user, Address address, String path, String body, String type) {
        if (asked++ % every != 0) {
            return;
        }
        sent++;
        HttpRequest.Builder request = rest.request(user, path)
                .method(address.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", type);
        }
        if (user == null) {
            request.header("Cookie", "JSESSIONID=" + browser.cookie("JSESSIONID"))
                    .header("X-CSRF-TOKEN", csrf)
                    .header("Accept", "text/html,*/*");
        }
        String what = user + " " + address + " | " + shorten(path) + " | " + shorten(body) + " | ";
        try {
            Answer answer = rest.send(request.build());
            String objection = objection(answer);
            if (objection != null) {
                failures.add(objection + ": " + what + answer.status() + " " + shorten(answer.text()));
            }
        } catch (RuntimeException e) {
            failures.add("broke: " + what + e);
        }
    }

    private static String objection(Answer answer) {
        if (answer.status() < 400) {
            return null;
        }
        boolean page = answer.type().startsWith("text/html");
        String said = page ? answer.text() : answer.detail();
        if (answer.status() >= 500) {
            return "failed";
        } else if (!CHINESE.matcher(said).find()) {
            return "no sentence";
        }
        return (page ? EXCEPTION : INSIDE).matcher(said).find() ? "tells its inside" : null;
    }

    private static String shorten(String text) {
        return text == null ? "" : text.length() > 220 ? text.substring(0, 220) + "…" : text;
    }
}
