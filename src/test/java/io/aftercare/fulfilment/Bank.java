package io.aftercare.fulfilment;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A payment system on a real HTTP server. It keeps its promise, one booking for a key, and can be told how each next answer
 * goes wrong, before or after the booking. The other systems' calls are answered as well.
 */
final class Bank implements ResponseDefinitionTransformerV2 {

    /** How an answer goes wrong. */
    enum Fault {
        NONE(false),
        /** 503, nothing booked. */
        BUSY(true),
        /** The connection is reset, nothing booked. */
        RESET_BEFORE(true),
        /** 422, nothing booked. */
        DECLINE(true),
        /** 404 of a wrong address, nothing booked. */
        NOT_THERE(true),
        TIMEOUT(false),
        RESET(false),
        CLOSED(false),
        ERROR(false),
        CONFLICT(false),
        HTML(false),
        TRUNCATED(false),
        EMPTY(false),
        ACCEPTED(false),
        REDIRECT(false),
        LIST(false),
        WRONG_AMOUNT(false),
        NO_AMOUNT(false),
        WRONG_KEY(false),
        NO_REFERENCE(false),
        MARKUP_REFERENCE(false),
        HUGE(false);

        /** Whether nothing is booked. */
        final boolean before;

        Fault(boolean before) {
            this.before = before;
        }
    }

    private static final Pattern AMOUNT = Pattern.compile("\"(amount|points|quantity)\":([0-9.]+)");

    private static final String NOT_FOUND = "{\"code\":\"not-found\"}";

    private record Booking(String reference, String field, String amount) {}

    final WireMockServer server = new WireMockServer(
            wireMockConfig().bindAddress("127.0.0.1").dynamicPort().extensions(this));

    /** Every booking in its order: the key. */
    final List<String> booked = new CopyOnWriteArrayList<>();

    /** Every request in its order: method and path. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    final List<String> tokens = new CopyOnWriteArrayList<>();
    final List<String> bodies = new CopyOnWriteArrayList<>();

    private final Map<String, Booking> bookings = new ConcurrentHashMap<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private volatile int delay = 1000;

    Bank() {
        server.start();
        server.stubFor(any(anyUrl()).willReturn(new ResponseDefinitionBuilder()));
    }

    String url() {
        return "http://127.0.0.1:" + server.port() + "/v1";
    }

    /** The next answers; then it answers as it should. */
    synchronized void next(Fault... next) {
        faults.clear();
        faults.addAll(List.of(next));
    }

    /** How long an answer takes that comes too late, in milliseconds. */
    void delay(int millis) {
        delay = millis;
    }

    void forget() {
        booked.clear();
        asked.clear();
        tokens.clear();
        bodies.clear();
        bookings.clear();
        next();
    }

    long bookings(String key) {
        return booked.stream().filter(key::equals).count();
    }

    boolean knows(String key) {
        return bookings.containsKey(key);
    }

    @Override
    public String getName() {
        return "bank";
    }

    @Override
    public synchronized ResponseDefinition transform(ServeEvent event) {
        Request request = event.getRequest();
        String path = request.getUrl();
        asked.add(request.getMethod() + " " + path);
        tokens.add(String.valueOf(request.getHeader("Authorization")));
        Fault fault = faults.isEmpty() ? Fault.NONE : faults.poll();
        if (request.getMethod().equals(RequestMethod.GET)) {
            String key = path.substring(path.lastIndexOf('/') + 1);
            return fault == Fault.NONE && !knows(key) ? json(404, NOT_FOUND) : answer(fault, key, bookings.get(key));
        }
        String key = request.getHeader("Idempotency-Key");
        bodies.add(request.getBodyAsString());
        if (!fault.before) {
            bookings.computeIfAbsent(key, k -> book(k, request.getBodyAsString(), path));
        }
        return answer(fault, key, bookings.get(key));
    }

    private Booking book(String key, String body, String path) {
        booked.add(key);
        Matcher amount = AMOUNT.matcher(body);
        boolean found = amount.find();
        return new Booking(
                "R" + Integer.toHexString(key.hashCode()) + "-" + booked.size(),
                found ? amount.group(1) : "nothing",
                found ? amount.group(2) : "0");
    }

    private ResponseDefinition answer(Fault fault, String key, Booking b) {
        String reference = b == null ? "R0" : b.reference();
        String field = b == null ? "amount" : b.field();
        String amount = b == null ? "1" : b.amount();
        String good = "{\"key\":\"%s\",\"reference\":\"%s\",\"courier\":\"顺丰速运\",\"%s\":%s}"
                .formatted(key, reference, field, amount);
        return switch (fault) {
            case NONE -> json(201, good);
            case BUSY -> json(503, "{\"code\":\"busy\"}");
            case RESET, RESET_BEFORE -> fault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER);
            case CLOSED -> fault(com.github.tomakehurst.wiremock.http.Fault.RANDOM_DATA_THEN_CLOSE);
            case DECLINE -> json(422, "{\"code\":\"account-closed\"}");
            case NOT_THERE -> json(404, "<html><body>404 Not Found</body></html>");
            case TIMEOUT -> new ResponseDefinitionBuilder()
                    .withStatus(b == null ? 404 : 201)
                    .withBody(b == null ? NOT_FOUND : good)
                    .withFixedDelay(delay)
                    .build();
            case ERROR -> json(500, good);
            case CONFLICT -> json(409, "{\"code\":\"in-progress\"}");
            case HTML -> json(200, "<html><body>登录</body></html>");
            case TRUNCATED -> json(200, good.substring(0, good.length() - 5));
            case EMPTY -> json(204, "");
            case ACCEPTED -> json(202, "{}");
            case REDIRECT -> new ResponseDefinitionBuilder()
                    .withStatus(302)
                    .withHeader("Location", url() + "/elsewhere")
                    .build();
            case LIST -> json(200, "[" + good + "]");
            case WRONG_AMOUNT -> json(200, good.replace(":" + amount + "}", ":" + amount + "1}"));
            case NO_AMOUNT -> json(200, good.replace(field, "sum"));
            case WRONG_KEY -> json(200, good.replace(key, key + "x"));
            case NO_REFERENCE -> json(200, good.replace(reference, ""));
            case MARKUP_REFERENCE -> json(200, good.replace(reference, "<b>1</b>"));
            case HUGE -> json(200, good.replace("顺丰速运", "x".repeat(2_000_000)));
        };
    }

    private static ResponseDefinition json(int status, String body) {
        return new ResponseDefinitionBuilder()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body)
                .build();
    }

    private static ResponseDefinition fault(com.github.tomakehurst.wiremock.http.Fault fault) {
        return new ResponseDefinitionBuilder().withFault(fault).build();
    }
}
