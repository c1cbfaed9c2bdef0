package io.aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.platform.RestClientForTests;
import io.aftercare.platform.RestClientForTests.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;

/** Deployments over REST as a process owner's Modeler makes them; taken back after each test, with their cases. */
public final class OwnerDeployments {

    private static final String BOUNDARY = "a-boundary-that-no-model-contains";

    private final ProcessEngine engine;
    private final RestClientForTests rest;
    private final List<String> made = new ArrayList<>();

    public OwnerDeployments(ProcessEngine engine, int port) {
        this.engine = engine;
        this.rest = new RestClientForTests(port);
    }

    /** @param files name, text, name, text … */
    public Answer deploy(String... files) {
        StringBuilder body = new StringBuilder(part("deployment-name", null, "办理时限"))
                .append(part("deployment-source", null, "Camunda Modeler"));
        for (int i = 0; i < files.length; i += 2) {
            body.append(part("file" + i, files[i], files[i + 1]));
        }
        Answer answer = rest.send(rest.request(TestPeople.id("process-owner"), "/engine-rest/deployment/create")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofString(body + "--" + BOUNDARY + "--\r\n"))
                .build());
        if (answer.status() == 200) {
            made.add(answer.json().path("id").asText());
        }
        return answer;
    }

    /** As {@link #deploy}, where nothing speaks against it. */
    public void accepted(String... files) {
        Answer answer = deploy(files);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    public void takeBack() {
        made.forEach(id -> engine.getRepositoryService().deleteDeployment(id, true));
        made.clear();
    }

    private static String part(String name, String file, String content) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + '"'
                + (file == null ? "" : "; filename=\"" + file + '"') + "\r\n\r\n" + content + "\r\n";
    }
}
