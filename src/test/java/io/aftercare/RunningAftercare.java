package io.aftercare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The product in a process of its own, started as the README does: no configuration but a folder and a port. */
public final class RunningAftercare implements AutoCloseable {

    /** Of every demo person. */
    public static final String PASSWORD = "Kefu-Demo-2026";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final Path log;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningAftercare(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** What came back from a call. */
    public record Answer(int status, JsonNode body) {}

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Launches the product and does not wait for it. */
    public static RunningAftercare launch(Path data, int port, String... arguments) throws IOException {
        return launch(Map.of(), data, port, arguments);
    }

    private static RunningAftercare launch(Map<String, String> environment, Path data, int port, String... arguments)
            throws IOException {
        Path log = Files.createTempFile("aftercare", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx700m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes/"))
                        // which brings a configuration of the log
                        .filter(entry -> !entry.contains("mock-oauth2-server"))
                        .collect(Collectors.joining(File.pathSeparator)),
                AftercareApplication.class.getName(),
                "--aftercare.data-directory=" + data,
                "--server.port=" + port));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new RunningAftercare(builder.start(), log, port);
    }

    /** Launches the product and waits until it is healthy. */
    public static RunningAftercare start(Path data, String... arguments) throws IOException, InterruptedException {
        return healthy(launch(data, freePort(), arguments));
    }

    /** As {@link #start}, where the system's locale is this one, such as {@code POSIX}. */
    public static RunningAftercare startIn(String locale, Path data, String... arguments)
            throws IOException, InterruptedException {
        return healthy(launch(Map.of("LC_ALL", locale), data, freePort(), arguments));
    }

    private static RunningAftercare healthy(RunningAftercare started) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && started.process.isAlive()) {
            if (started.healthy()) {
                return started;
            }
            started.process.waitFor(300, TimeUnit.MILLISECONDS);
        }
        String said = started.log();
        started.close();
        throw new IllegalStateException("Aftercare did not start:\n" + said);
    }

    private boolean healthy() throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(uri("/actuator/health"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    /** Everything that it printed. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    public Answer get(String user, String path) throws IOException, InterruptedException {
        return send(user, HttpRequest.newBuilder(uri(path)).GET());
    }

    public String page(String user, String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(uri(path))
                                .header("Authorization", basic(user))
                                .build(),
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body();
    }

    public Answer post(String user, String path, Object body) throws IOException, InterruptedException {
        return send(
                user,
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private Answer send(String user, HttpRequest.Builder request) throws IOException, InterruptedException {
        if (user != null) {
            request.header("Authorization", basic(user));
        }
        HttpResponse<String> response =
                http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        boolean json = response.headers().firstValue("content-type").orElse("").contains("json");
        return new Answer(
                response.statusCode(),
                json && !response.body().isBlank() ? JSON.readTree(response.body()) : JSON.nullNode());
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    /** Variables as the engine's REST interface takes them. */
    public static Map<String, Object> variables(Map<String, Object> values) {
        return Map.of(
                "variables",
                values.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                e -> e.getValue() instanceof List<?> list
                                        ? Map.of("value", json(list), "type", "Json")
                                        : Map.of("value", e.getValue()))));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What is alive after a full collection.
     *
     * @param bytes of all objects
     * @param instances by class
     */
    public record Heap(long bytes, Map<String, Long> instances) {

        public long instances(String type) {
            return instances.getOrDefault(type, 0L);
        }
    }

    public Heap heap() throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, Long> instances = new HashMap<>();
        long bytes = -1;
        for (String line : histogram.split("\n")) {
            String[] cells = line.strip().split("\\s+");
            if (cells.length >= 4 && cells[0].endsWith(":") && cells[1].matches("\\d+")) {
                instances.merge(cells[3], Long.parseLong(cells[1]), Long::sum);
            } else if (cells.length == 3 && cells[0].equals("Total")) {
                bytes = Long.parseLong(cells[2]);
            }
        }
        if (jcmd.waitFor() != 0 || bytes < 0) {
            throw new IllegalStateException(histogram);
        }
        return new Heap(bytes, instances);
    }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits until it has ended by itself. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("Aftercare did not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
