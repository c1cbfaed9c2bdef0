package io.aftercare.attack;

import static io.aftercare.TestPeople.PASSWORD;
import static io.aftercare.TestPeople.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.AftercareTest;
import io.aftercare.platform.RestClientForTests;
import io.aftercare.platform.RestClientForTests.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Each request announces a body and sends none of it, or only its beginning: who is answered nevertheless was not read. */
@AftercareTest
@DisplayName("A3 The right is asked before an upload is read")
class UploadAttackTest {

    private static final String NOBODY = "nogroup";
    private static final String DEPLOY = "/engine-rest/deployment/create";
    private static final String EVIDENCE = "/api/cases/CP19990101001/evidence";
    private static final String MULTIPART = "multipart/form-data; boundary=xyz";
    private static final String LENGTH = "Content-Length: 28311552";
    private static final int PATIENCE_MILLIS = 10_000;

    @LocalServerPort
    int port;

    @Autowired
    IdentityService identity;

    private final List<Socket> open = new ArrayList<>();

    @BeforeEach
    void arrive() {
        User user = identity.newUser(NOBODY);
        user.setPassword(PASSWORD);
        identity.saveUser(user);
    }

    @AfterEach
    void leave() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        identity.deleteUser(NOBODY);
    }

    /** Sends the head of a request and the beginning of its body. */
    private Socket send(String user, String method, String path, String type, String begun, String... headers)
            throws IOException {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        if (user != null) {
            byte[] login = (user + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
            head.append("Authorization: Basic ")
                    .append(Base64.getEncoder().encodeToString(login))
                    .append("\r\n");
        }
        head.append("Content-Type: ").append(type).append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        Socket socket = new Socket("localhost", port);
        open.add(socket);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write((head + "\r\n" + begun).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    /** The head of the answer; times out where the server waits for the body. */
    private static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int c = in.read(); c >= 0 && head.indexOf("\r\n\r\n") < 0; c = in.read()) {
            head.append((char) c);
        }
        return head.toString();
    }

    private static int status(Socket socket) throws IOException {
        return Integer.parseInt(head(socket).split(" ")[1]);
    }

    private int unread(String user, String method, String path, String type, String... headers) throws IOException {
        return status(send(user, method, path, type, "", headers));
    }

    @ParameterizedTest
    @CsvSource({
        NOBODY + ", " + DEPLOY + ", 403",
        NOBODY + ", /engine-rest/engine/default/deployment/create, 403",
        NOBODY + ", " + EVIDENCE + ", 404",
        "test-agent, " + DEPLOY + ", 403",
        "test-auditor, " + DEPLOY + ", 403",
        "test-agent, " + EVIDENCE + ", 404"
    })
    void who_may_not_is_told_so_before_the_body_is_sent(String user, String path, int status) throws IOException {
        assertThat(unread(user, "POST", path, MULTIPART, LENGTH)).isEqualTo(status);
        assertThat(unread(user, "POST", path, MULTIPART, "Transfer-Encoding: chunked"))
                .isEqualTo(status);
        assertThat(unread(user, "POST", path, " Multipart/Mixed; boundary=xyz", LENGTH))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {DEPLOY, EVIDENCE})
    void a_stranger_is_told_to_log_in(String path) throws IOException {
        assertThat(unread(null, "POST", path, MULTIPART, LENGTH)).isEqualTo(401);
        assertThat(unread(null, "POST", path, MULTIPART, LENGTH, "Sec-Fetch-Site: same-origin"))
                .as("nor is a token searched among the parts")
                .isEqualTo(403);
        assertThat(unread(NOBODY, "POST", path, MULTIPART, LENGTH, "Sec-Fetch-Site: cross-site"))
                .isEqualTo(403);
    }

    @Test
    void what_is_too_large_or_endless_is_refused_unread_from_who_may_too() throws IOException {
        String owner = id("process-owner");
        assertThat(unread(owner, "POST", DEPLOY, MULTIPART, "Content-Length: 33554433"))
                .isEqualTo(413);
        assertThat(unread(owner, "POST", DEPLOY, MULTIPART, "Transfer-Encoding: chunked"))
                .isEqualTo(411);
        assertThat(unread(owner, "POST", "/engine-rest/task", "application/json", "Content-Length: 1048577"))
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /engine-rest/task/x/attachment/create",
        "POST, /engine-rest/task/x/variables/y/data",
        "POST, /engine-rest/task/x/localVariables/y/data",
        "POST, /engine-rest/execution/x/localVariables/y/data",
        "POST, /engine-rest/process-instance/x/variables/y/data",
        "POST, /engine-rest/engine/default/task/x/attachment/create",
        "POST, /engine-rest/deployment/create/",
        "PUT, /engine-rest/deployment/create",
        "POST, /camunda/api/engine/engine/default/deployment/create",
        "POST, /camunda/api/engine/engine/default/task/x/attachment/create",
        "POST, /camunda/api/engine/engine/default/task/x/variables/y/data",
        "POST, /camunda/api/admin/auth/user/default/login/tasklist",
        "POST, /login",
        "POST, /logout",
        "POST, /login/oauth2/code/company",
        "POST, /cases/CP19990101001/erase",
        "POST, /api/cases",
        "POST, /actuator/health",
        "GET, /register",
        "POST, /"
    })
    void no_other_address_takes_files_of_anybody(String method, String path) throws IOException {
        for (String user : new String[] {null, id("camunda-admin")}) {
            assertThat(unread(user, method, path, MULTIPART, LENGTH)).isEqualTo(415);
        }
    }

    @ParameterizedTest
    @CsvSource({"PUT, /api/session", "PATCH, /register", "DELETE, /api/cases"})
    void forms_of_strangers_are_not_read_either(String method, String path) throws IOException {
        assertThat(unread(null, method, path, "application/x-www-form-urlencoded", "Content-Length: 999999999"))
                .isBetween(300, 499);
    }

    @ParameterizedTest
    @CsvSource({"1, /", "262144, /login?error"})
    void a_login_form_is_read_up_to_a_limit(int more, String leadsTo) {
        RestClientForTests rest = new RestClientForTests(port);
        assertThat(rest.send(rest.request(null, "/login")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header("Sec-Fetch-Site", "same-origin")
                                .POST(BodyPublishers.ofString("username=" + id("agent") + "&password=" + PASSWORD
                                        + "&more=" + "x".repeat(more)))
                                .build())
                        .raw()
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .endsWith(leadsTo);
    }

    @Test
    void json_is_not_unpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{}".getBytes(StandardCharsets.UTF_8));
        }
        RestClientForTests rest = new RestClientForTests(port);
        assertThat(rest.send(rest.request(id("agent"), "/engine-rest/task")
                                .header("Content-Type", "application/json")
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofByteArray(packed.toByteArray()))
                                .build())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void one_person_holds_few_places_and_others_find_one() throws Exception {
        String owner = id("process-owner");
        String begun = "--xyz\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\n";
        for (int i = 0; i < 4; i++) {
            send(owner, "POST", DEPLOY, MULTIPART, begun, LENGTH);
        }
        String refused = refusedOnceAllArrive(owner, begun);
        assertThat(refused).contains(" 503 ").contains("Retry-After: 5");
        assertThat(deploys("camunda-admin")).isEqualTo(400);
        for (Socket socket : open) {
            socket.close();
        }
        // the server notices at its next read that they have gone
        await("whoever goes away leaves the place")
                .atMost(Duration.ofSeconds(30))
                .until(() -> deploys("process-owner") == 400);
    }

    /** The first four requests arrive in their own time; the first one too many is answered, those before it are not. */
    private String refusedOnceAllArrive(String user, String begun) throws IOException {
        for (int i = 0; i < 4; i++) {
            Socket one = send(user, "POST", DEPLOY, MULTIPART, begun, LENGTH);
            one.setSoTimeout(3_000);
            try {
                return head(one);
            } catch (SocketTimeoutException hasAPlace) {
                // one of the first has not arrived
            }
        }
        return "all have a place";
    }

    /** A whole upload without a file: 400 where it is looked at. */
    private int deploys(String group) {
        RestClientForTests rest = new RestClientForTests(port);
        return rest.send(rest.request(id(group), DEPLOY)
                        .header("Content-Type", MULTIPART)
                        .POST(BodyPublishers.ofString(
                                "--xyz\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\ny\r\n--xyz--\r\n"))
                        .build())
                .status();
    }

    @Test
    void what_was_let_in_is_deployed_as_it_came_and_leaves_no_file() throws IOException {
        RestClientForTests rest = new RestClientForTests(port);
        String file =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="upload" name="upload"
                    xmlns:camunda="http://camunda.org/schema/1.0/dmn" namespace="http://camunda.org/schema/1.0/dmn">
                  <!-- %s -->
                  <decision id="upload-attack" name="upload" camunda:historyTimeToLive="P1D">
                    <decisionTable id="table"><output id="result" name="result" typeRef="string"/></decisionTable>
                  </decision>
                </definitions>
                """
                        .formatted("大".repeat(1_000_000));
        Answer answer = rest.send(rest.request(id("process-owner"), DEPLOY)
                .header("Content-Type", MULTIPART)
                .POST(BodyPublishers.ofString(
                        "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"large.dmn\"\r\n\r\n" + file
                                + "\r\n--xyz--\r\n"))
                .build());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String deployment = answer.json().path("id").asText();
        String resources = "/engine-rest/deployment/" + deployment + "/resources";
        String resource = rest.get(id("process-owner"), resources)
                .json()
                .path(0)
                .path("id")
                .asText();
        assertThat(rest.get(id("process-owner"), resources + "/" + resource + "/data")
                        .text())
                .isEqualTo(file);
        rest.delete(id("camunda-admin"), "/engine-rest/deployment/" + deployment);
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files.filter(path -> path.getFileName().toString().matches("upload\\d+\\.tmp")))
                    .isEmpty();
        }
    }
}
