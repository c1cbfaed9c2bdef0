package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aftercare.RunningAftercare;
import io.aftercare.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("load")
@DisplayName("Chinese names and words stay what they are in a system without a locale")
class PosixLocaleTest {

    private static final String MODEL =
            """
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
                targetNamespace="test">
              <bpmn:process id="%s" name="试" isExecutable="true" camunda:historyTimeToLive="P1D">
                <bpmn:startEvent id="Start" />
              </bpmn:process>
            </bpmn:definitions>
            """;

    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<String> send(RunningAftercare aftercare, String path, byte[] body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + aftercare.port() + path))
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(("gaoming:" + RunningAftercare.PASSWORD)
                                                .getBytes(StandardCharsets.UTF_8)));
        if (body != null) {
            request.header("Content-Type", "multipart/form-data; boundary=xyz").POST(BodyPublishers.ofByteArray(body));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static byte[] deployment(String... files) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < files.length; i++) {
            body.append("--xyz\r\nContent-Disposition: form-data; name=\"file%d\"; filename=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(i, files[i], MODEL.formatted("posix-" + i)));
        }
        return body.append("--xyz--\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void two_files_of_one_deployment_stay_two_and_the_start_is_readable(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        TestDatabase.copyPrograms(data);
        Path offline = folder.resolve("offline");
        try (RunningAftercare aftercare =
                RunningAftercare.startIn("POSIX", data, "--aftercare.offline.directory=" + offline)) {
            HttpResponse<String> made =
                    send(aftercare, "/engine-rest/deployment/create", deployment("投诉.bpmn", "售后.bpmn"));
            assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
            String id = new JsonMapper().readTree(made.body()).path("id").asText();
            JsonNode resources = new JsonMapper()
                    .readTree(send(aftercare, "/engine-rest/deployment/" + id + "/resources", null)
                            .body());
            assertThat(resources.findValuesAsText("name")).containsExactlyInAnyOrder("投诉.bpmn", "售后.bpmn");

            HttpResponse<String> twice =
                    send(aftercare, "/engine-rest/deployment/create", deployment("投诉.bpmn", "投诉.bpmn"));
            assertThat(twice.statusCode()).isEqualTo(400);
            assertThat(twice.body()).contains("两个同名文件“投诉.bpmn”");

            assertThat(aftercare.log()).contains("Aftercare 已就绪，按 Ctrl-C 停止").doesNotContain("??");
            try (Stream<Path> left = Files.list(offline)) {
                assertThat(left.map(file -> file.getFileName().toString()))
                        .isSubsetOf(List.of("停机应急.html", "offline.html"))
                        .hasSize(1);
            }
        }
    }
}
