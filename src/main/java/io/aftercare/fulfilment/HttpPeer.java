package io.aftercare.fulfilment;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * One system of the company, over HTTP (docs/fulfilment.md). An answer counts only if it is short, JSON, about the key that was
 * asked for, and says what was asked: everything else is no confirmation ({@link Unconfirmed}), whatever its status. A peer
 * that fails again and again is left alone for a while.
 */
final class HttpPeer {

    /** An answer is a few short fields; the rest of a longer one is not read. */
    private static final int MAX_ANSWER = 16 * 1024;

    /** The one status that says that nothing was done and why; others may come from anything on the way. */
    private static final int DECLINED = 422;

    private static final int MISSING = 404;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String name;
    private final RestClient client;
    private final CircuitBreaker circuit;

    private record Answer(int status, byte[] body) {}

    /** @param name what people call it */
    HttpPeer(String name, FulfilmentProperties.Peer peer, Clock clock) {
        this.name = name;
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(peer.timeout())
                // an order and its token go where they were configured to go
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(http);
        factory.setReadTimeout(peer.timeout());
        RestClient.Builder builder = RestClient.builder()
                .requestFactory(factory)
                .baseUrl(peer.url().strip())
                .defaultHeader(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
        if (!peer.token().isBlank()) {
            builder.defaultHeader(
                    HttpHeaders.AUTHORIZATION, "Bearer " + peer.token().strip());
        }
        this.client = builder.build();
        this.circuit = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(10)
                        .minimumNumberOfCalls(5)
                        .failureRateThreshold(60)
                        .waitDurationInOpenState(Duration.ofSeconds(30))
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .recordException(Unconfirmed.class::isInstance)
                        .clock(clock)
                        .build());
    }

    static ObjectNode body() {
        return JSON.createObjectNode();
    }

    /**
     * Asks for something to be done.
     *
     * @param path under the peer's address, with {@code {}} for the segments
     * @param reader makes a confirmation of the answer, or throws {@link Unconfirmed}
     */
    Confirmation post(
            String key, ObjectNode body, Function<JsonNode, Confirmation> reader, String path, Object... segments) {
        return guarded(() -> {
            Answer answer = client.post()
                    .uri(path, segments)
                    .header("Idempotency-Key", key)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(bytes(body))
                    .exchange((request, response) -> read(response));
            if (answer.status() == DECLINED) {
                throw new Declined(name + "拒绝办理");
            }
            return reader.apply(confirmed(key, answer));
        });
    }

    /** Asks what was done with this key; empty if nothing. */
    Optional<Confirmation> find(String key, Function<JsonNode, Confirmation> reader, String path) {
        return guarded(() -> {
            Answer answer = client.get().uri(path + "/{key}", key).exchange((request, response) -> read(response));
            return answer.status() == MISSING && saysSo(answer)
                    ? Optional.empty()
                    : Optional.of(reader.apply(confirmed(key, answer)));
        });
    }

    /** The reference in an answer. */
    Confirmation confirmation(JsonNode answer) {
        return new Confirmation(text(answer, "reference"), null);
    }

    /** As {@link #confirmation(JsonNode)}, if the answer names the amount that was asked for. */
    Confirmation confirmation(JsonNode answer, String field, BigDecimal asked) {
        JsonNode told = answer.path(field);
        if (!told.isNumber() || told.decimalValue().compareTo(asked) != 0) {
            throw new Unconfirmed(name + "答复的金额或数量与要求不符");
        }
        return confirmation(answer);
    }

    /** A short text of an answer, without anything that could be more than a number or name. */
    String text(JsonNode answer, String field) {
        String text = answer.path(field).asText("");
        if (!answer.path(field).isTextual()
                || !Fulfilment.REFERENCE.matcher(text).matches()) {
            throw new Unconfirmed(name + "的答复没有有效的单号");
        }
        return text;
    }

    private <T> T guarded(Supplier<T> call) {
        try {
            return circuit.executeSupplier(() -> {
                try {
                    return call.get();
                } catch (ResourceAccessException e) {
                    // its text and causes name addresses
                    throw new Unconfirmed(name + "没有答复，或连接中断");
                }
            });
        } catch (CallNotPermittedException e) {
            throw new Unconfirmed(name + "多次没有答复，暂停调用");
        }
    }

    private JsonNode confirmed(String key, Answer answer) {
        if (answer.status() < 200 || answer.status() > 299) {
            throw new Unconfirmed(name + "答复了 HTTP " + answer.status());
        }
        JsonNode json = json(answer);
        if (!key.equals(json.path("key").asText())) {
            throw new Unconfirmed(name + "的答复不是针对这笔业务");
        }
        return json;
    }

    /** A page of a proxy, or of a wrong address, does not say that nothing was done. */
    private boolean saysSo(Answer answer) {
        return "not-found".equals(json(answer).path("code").asText());
    }

    private JsonNode json(Answer answer) {
        try {
            JsonNode json = answer.body().length > MAX_ANSWER ? null : JSON.readTree(answer.body());
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (IOException e) {
            // said below
        }
        throw new Unconfirmed(name + "的答复无法识别");
    }

    private static Answer read(ClientHttpResponse response) throws IOException {
        try (InputStream body = response.getBody()) {
            return new Answer(response.getStatusCode().value(), body.readNBytes(MAX_ANSWER + 1));
        }
    }

    private static byte[] bytes(ObjectNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
