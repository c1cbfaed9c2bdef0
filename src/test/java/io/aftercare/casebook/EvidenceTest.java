package io.aftercare.casebook;

import static io.aftercare.TestPeople.id;
import static io.aftercare.casebook.SampleFiles.gif;
import static io.aftercare.casebook.SampleFiles.heic;
import static io.aftercare.casebook.SampleFiles.join;
import static io.aftercare.casebook.SampleFiles.jpeg;
import static io.aftercare.casebook.SampleFiles.pdf;
import static io.aftercare.casebook.SampleFiles.png;
import static io.aftercare.casebook.SampleFiles.text;
import static io.aftercare.casebook.SampleFiles.webp;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercare.AftercareTest;
import io.aftercare.customer.Customers;
import io.aftercare.platform.RestClientForTests;
import io.aftercare.platform.RestClientForTests.Answer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@AftercareTest
@DisplayName("P1 C4 Evidence: photos and PDF of a case")
class EvidenceTest {

    private static final String AGENT = id("agent");
    private static final String AUDITOR = id("auditor");

    @LocalServerPort
    int port;

    @Autowired
    RuntimeService runtime;

    @Autowired
    HistoryService history;

    @Autowired
    TaskService tasks;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Customers customers;

    private final HttpClient http = HttpClient.newHttpClient();
    private RestClientForTests rest;
    private CaseAtHand complaint;

    @BeforeEach
    void receive() {
        rest = new RestClientForTests(port);
        complaint = CaseAtHand.receive(runtime, history, jdbc, Map.of());
        complaint.give(tasks, "agent");
    }

    @AfterEach
    void remove() {
        complaint.remove();
    }

    private String address() {
        return "/api/cases/" + complaint.number + "/evidence";
    }

    private static Object[] file(String name, String type, byte[] content) {
        return new Object[] {name, type, content};
    }

    private Answer upload(String user, String address, Object[]... files) {
        return rest.send(rest.request(user, address)
                .header("Content-Type", "multipart/form-data; boundary=xyz")
                .POST(BodyPublishers.ofByteArray(CaseAtHand.multipart("xyz", Arrays.asList(files))))
                .build());
    }

    private Answer upload(Object[]... files) {
        return upload(AGENT, address(), files);
    }

    private HttpResponse<byte[]> content(String user, JsonNode item) throws IOException, InterruptedException {
        return http.send(
                rest.request(user, address() + "/" + item.path("id").asText()).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void assertRefused(Answer answer, int status, String sentence) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.detail()).contains(sentence);
    }

    private JsonNode shelf(String user) {
        Answer answer = rest.get(user, address());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void every_accepted_type_comes_back_as_it_was_with_the_type_that_it_is() throws Exception {
        Map<String, byte[]> files = Map.of(
                "image/jpeg", jpeg(1),
                "image/png", png(1),
                "image/gif", gif(1),
                "image/webp", webp(),
                "image/heic", heic(),
                "application/pdf", pdf());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Answer answer = upload(file("外包装", "text/html", file.getValue()));
            assertThat(answer.status()).as(answer.text()).isEqualTo(201);
            JsonNode item = answer.json().path(0);
            assertThat(item.path("mediaType").asText()).isEqualTo(file.getKey());
            assertThat(item.path("name").asText()).startsWith("外包装.");
            assertThat(item.path("uploadedByName").asText()).isEqualTo("测agent（test-agent）");

            HttpResponse<byte[]> back = content(AGENT, item);
            assertThat(back.statusCode()).isEqualTo(200);
            assertThat(back.body()).isEqualTo(file.getValue());
            assertThat(back.headers().firstValue("Content-Type")).contains(file.getKey());
            assertThat(back.headers().firstValue("Content-Disposition").orElseThrow())
                    .startsWith(file.getKey().startsWith("image/") ? "inline" : "attachment");
        }
        assertThat(shelf(AGENT).path("items")).hasSize(6);
    }

    @Test
    void nothing_in_it_can_run_in_a_browser() throws Exception {
        // a real photo that carries a page behind its end is shown as a photo, whatever asks
        byte[] polyglot = join(png(1), text("<html><script>alert(document.domain)</script></html>"));
        HttpResponse<byte[]> back = content(
                AGENT, upload(file("evil.html", "text/html", polyglot)).json().path(0));

        var headers = back.headers();
        assertThat(headers.firstValue("Content-Type")).contains("image/png");
        assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.allValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; style-src 'unsafe-inline'; sandbox");
        assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
        assertThat(headers.firstValue("Cache-Control").orElseThrow()).contains("no-cache", "private");
        assertThat(headers.firstValue("Content-Disposition").orElseThrow()).contains("evil.html.png");
    }

    @Test
    void pages_programs_and_drawings_are_refused_whatever_they_are_called() {
        for (byte[] content : List.of(
                text("<!DOCTYPE html><script>alert(1)</script>"),
                text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'></svg>"),
                text("GIF89a=1;/*" + "*/alert(1)//".repeat(30)),
                join(text("<html>"), pdf()),
                text("MZ program"))) {
            assertRefused(upload(file("照片.jpg", "image/jpeg", content)), 415, "“照片.jpg”不是照片或PDF");
        }
        assertRefused(upload(file("空.jpg", "image/jpeg", new byte[0])), 400, "是空的");
        assertThat(shelf(AGENT).path("items")).isEmpty();
    }

    @Test
    void of_several_files_all_are_taken_or_none() {
        assertRefused(
                upload(file("好.png", "image/png", png(1)), file("坏.png", "image/png", text("<html>"))), 415, "“坏.png”");
        assertThat(shelf(AGENT).path("items")).isEmpty();

        Answer answer = upload(file("一.png", "image/png", png(1)), file("二.png", "image/png", png(2)));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(shelf(AGENT).path("items").findValuesAsText("name")).containsExactly("一.png", "二.png");
    }

    @Test
    void a_file_that_is_too_large_is_refused_with_its_name() {
        byte[] large = Arrays.copyOf(jpeg(1), 10 * 1024 * 1024 + 1);
        assertRefused(upload(file("大.jpg", "image/jpeg", large)), 413, "“大.jpg”超过10 MB");
        byte[] largest = Arrays.copyOf(jpeg(1), 10 * 1024 * 1024);
        assertThat(upload(file("大.jpg", "image/jpeg", largest)).status()).isEqualTo(201);
    }

    @Test
    @DisplayName("A14 a photo of 60000 × 60000 points is refused")
    void a_photo_that_no_computer_can_show_is_refused() {
        byte[] huge = png(1);
        System.arraycopy(new byte[] {0, 0, (byte) 0xea, 0x60, 0, 0, (byte) 0xea, 0x60}, 0, huge, 16, 8);
        assertRefused(upload(file("大.png", "image/png", huge)), 413, "“大.png”的尺寸太大（60000×60000像素），照片最多6500万像素。请缩小后再上传");
        assertThat(shelf(AGENT).path("items")).isEmpty();
    }

    @Test
    void the_same_file_is_kept_once() {
        String first = upload(file("一.png", "image/png", png(1)))
                .json()
                .path(0)
                .path("id")
                .asText();
        String second = upload(file("二.png", "image/png", png(1)))
                .json()
                .path(0)
                .path("id")
                .asText();
        assertThat(second).isEqualTo(first);
        assertThat(shelf(AGENT).path("items")).hasSize(1);
    }

    @Test
    void a_case_takes_twenty() {
        for (int i = 0; i < 20; i++) {
            assertThat(upload(file(i + ".png", "image/png", join(png(1), text("" + i))))
                            .status())
                    .isEqualTo(201);
        }
        assertRefused(upload(file("21.png", "image/png", png(1))), 409, "最多20份");
    }

    @Test
    void a_name_is_cleaned_of_folders_and_personal_data() {
        JsonNode item = upload(file("../../郑小舟 13900004321.jpg", "image/jpeg", jpeg(1)))
                .json()
                .path(0);
        assertThat(item.path("name").asText()).isEqualTo("郑** 139****4321.jpg");
    }

    @Test
    void an_unknown_case_or_evidence_is_not_found() {
        assertRefused(
                upload(AGENT, "/api/cases/CP19990101001/evidence", file("一.png", "image/png", png(1))), 404, "没有找到");
        assertRefused(rest.get(AGENT, "/api/cases/CP19990101001/evidence"), 404, "没有找到");
        assertRefused(rest.get(AGENT, address() + "/" + UUID.randomUUID()), 404, "没有这份证据");
        assertRefused(rest.get(AGENT, address() + "/x"), 404, "没有这份证据");

        String own = upload(file("一.png", "image/png", png(1)))
                .json()
                .path(0)
                .path("id")
                .asText();
        CaseAtHand other = CaseAtHand.receive(runtime, history, jdbc, Map.of("customerPhone", "13900004322"));
        other.give(tasks, "agent");
        try {
            assertRefused(rest.get(AGENT, "/api/cases/" + other.number + "/evidence/" + own), 404, "没有这份证据");
        } finally {
            other.remove();
        }
    }

    @Test
    void a_finished_case_takes_no_more_and_still_shows_what_it_has() throws Exception {
        JsonNode item = upload(file("一.png", "image/png", png(1))).json().path(0);
        runtime.deleteProcessInstance(complaint.instance, "test");

        assertRefused(upload(file("二.png", "image/png", png(2))), 409, "已经结束");
        assertThat(shelf(AGENT).path("mayAdd").asBoolean()).isFalse();
        assertThat(shelf(AGENT).path("reason").asText()).contains("已经结束");
        assertThat(content(AGENT, item).statusCode()).isEqualTo(200);
    }

    @Test
    void who_had_work_on_the_case_leaders_and_auditors_look_and_the_latter_add_nothing() throws Exception {
        JsonNode item = upload(file("一.png", "image/png", png(1))).json().path(0);
        for (String reader : List.of(AUDITOR, id("supervisor"), id("manager"))) {
            assertThat(shelf(reader).path("mayAdd").asBoolean()).isEqualTo(!reader.equals(AUDITOR));
            assertThat(content(reader, item).statusCode()).isEqualTo(200);
        }
        assertRefused(upload(AUDITOR, address(), file("二.png", "image/png", png(2))), 403, "只有办理或接待过这件个案的客服人员");
        complaint.give(tasks, "logistics");
        assertThat(upload(id("logistics"), address(), file("二.png", "image/png", png(2)))
                        .status())
                .isEqualTo(201);
        runtime.deleteProcessInstance(complaint.instance, "test");
        assertThat(content(id("logistics"), item).statusCode())
                .as("who had the work")
                .isEqualTo(200);
        assertRefused(upload(id("logistics"), address(), file("三.png", "image/png", png(3))), 403, "只有办理或接待过这件个案的客服人员");
        assertThat(complaint.looks())
                .containsExactly(
                        AUDITOR + " evidence",
                        AUDITOR + " evidence",
                        id("supervisor") + " evidence",
                        id("supervisor") + " evidence",
                        id("manager") + " evidence",
                        id("manager") + " evidence",
                        id("logistics") + " evidence");
    }

    @Test
    void strangers_and_people_without_the_right_see_nothing() {
        String item = upload(file("一.png", "image/png", png(1)))
                .json()
                .path(0)
                .path("id")
                .asText();
        assertRefused(rest.get(null, address()), 401, "请先登录");
        assertRefused(rest.get(null, address() + "/" + item), 401, "请先登录");
        jdbc.sql("update aftercare.case_register set process_key = 'no-grant' where case_number = ?")
                .param(complaint.number)
                .update();
        assertRefused(rest.get("test-agent2", address()), 403, "您没有权限查看这件个案");
        assertRefused(rest.get("test-agent2", address() + "/" + item), 403, "您没有权限查看这件个案");
        assertThat(complaint.looks()).isEmpty();
    }

    @Test
    void nobody_deletes_or_replaces() {
        String item = upload(file("一.png", "image/png", png(1)))
                .json()
                .path(0)
                .path("id")
                .asText();
        for (String user : List.of(AGENT, id("manager"), id("camunda-admin"))) {
            assertThat(rest.delete(user, address() + "/" + item).status()).isEqualTo(405);
            assertThat(rest.put(user, address() + "/" + item, "{}").status()).isEqualTo(405);
        }
        assertThat(shelf(AGENT).path("items")).hasSize(1);
    }

    @Test
    void each_look_is_recorded_also_where_the_browser_has_it_already() throws Exception {
        JsonNode item = upload(file("一.png", "image/png", png(1))).json().path(0);
        assertThat(complaint.looks()).isEmpty();
        String tag = content(AGENT, item).headers().firstValue("ETag").orElseThrow();
        HttpRequest again = rest.request(
                        AGENT, address() + "/" + item.path("id").asText())
                .header("If-None-Match", tag)
                .build();
        HttpResponse<byte[]> answer = http.send(again, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(complaint.looks()).containsExactly(AGENT + " evidence", AGENT + " evidence");
    }

    @Test
    void erasing_the_customer_erases_name_and_content_and_leaves_who_brought_something_when() throws Exception {
        JsonNode item = upload(file("一.png", "image/png", png(1))).json().path(0);
        customers.erase(UUID.fromString(complaint.customerId));

        JsonNode left = shelf(AUDITOR).path("items").path(0);
        assertThat(left.path("name").asText()).as("a name that somebody gave").isEqualTo("（已删除）");
        assertThat(left.path("id")).isEqualTo(item.path("id"));
        assertThat(left.path("uploadedBy")).isEqualTo(item.path("uploadedBy"));
        assertThat(left.path("uploadedAt")).isEqualTo(item.path("uploadedAt"));
        assertThat(left.path("kept").asBoolean()).isFalse();
        assertThat(content(AUDITOR, item).statusCode()).isEqualTo(404);
    }

    @Test
    void a_request_without_a_file_says_so() {
        assertRefused(upload(), 400, "请选择要上传的照片或PDF");
        assertThat(rest.post(AGENT, address(), "{}").status()).isEqualTo(415);
    }

    @Test
    void an_upload_that_broke_off_is_told_so() {
        String broken = "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\nhalf";
        assertRefused(
                rest.send(rest.request(AGENT, address())
                        .header("Content-Type", "multipart/form-data; boundary=xyz")
                        .POST(BodyPublishers.ofString(broken))
                        .build()),
                400,
                "没有传完");
        assertThat(shelf(AGENT).path("items")).isEmpty();
    }

    @Test
    void the_page_of_the_case_shows_thumbnails_and_links() {
        String photo = upload(file("外包装.png", "image/png", png(1)))
                .json()
                .path(0)
                .path("id")
                .asText();
        String paper = upload(file("<b>.pdf", "application/pdf", pdf()))
                .json()
                .path(0)
                .path("id")
                .asText();
        String page = rest.get(AGENT, "/cases/" + complaint.number).text();
        assertThat(page)
                .contains("src=\"" + address() + "/" + photo + "\"", "外包装.png")
                .contains("href=\"" + address() + "/" + paper + "\"", "_b_.pdf")
                .doesNotContain("src=\"" + address() + "/" + paper + "\"");
    }
}
