package io.aftercare.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.TestPeople;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** HTTP as a program speaks it, with nothing added: what is sent is what the test says. */
public final class RestClientForTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final String base;

    public RestClientForTests(int port) {
        this.base = "http://localhost:" + port;
    }

    /** An answer: status, headers, and its body as text and, where it is JSON, as a tree. */
    public record Answer(int status, String type, String text, JsonNode json, HttpResponse<String> raw) {
        public boolean isProblem() {
            return type.startsWith("application/problem+json");
        }

        public String detail() {
            return json.path("detail").asText();
        }
    }

    public Answer get(String user, String path) {
        return send(request(user, path).GET().build());
    }

    public Answer post(String user, String path, String json) {
        return send(request(user, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    public Answer put(String user, String path, String json) {
        return send(request(user, path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    public Answer delete(String user, String path) {
        return send(request(user, path).DELETE().build());
    }

    /** @param user whose test password is sent, or null to send none */
    public HttpRequest.Builder request(String user, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        return user == null ? request : request.header("Authorization", basic(user, TestPeople.PASSWORD));
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    public Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            String type = response.headers().firstValue("Content-Type").orElse("");
            JsonNode json = type.contains("json") && !response.body().isEmpty()
                    ? JSON.readTree(response.body())
                    : JSON.missingNode();
            return new Answer(response.statusCode(), type, response.body(), json, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
