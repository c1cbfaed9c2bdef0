package io.aftercare.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aftercare.fulfilment.Bank.Fault;
import io.aftercare.fulfilment.Fulfilment.Points;
import io.aftercare.fulfilment.Fulfilment.Shipment;
import io.aftercare.platform.Refusal;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The company's systems over HTTP, and all that can go wrong between a request and its answer (A6, A7). */
class RefundOverHttpTest {

    private static final PaymentBench bench = PaymentBench.shared();
    private static final Bank bank = bench.bank;

    private final Payout payout = new Payout();
    private Fulfilment fulfilment;

    @BeforeEach
    void begin() {
        bank.forget();
        bank.delay(1500);
        bench.live();
        payout.order(bench.jdbc, "399.00");
        fulfilment = bench.start();
    }

    @Test
    @DisplayName("A6: one call with key, token, order and amount; asked again, nobody is called")
    void refunds_once() {
        String reference = fulfilment.refund(payout.money("399"));

        assertThat(fulfilment.refund(payout.money("399.00"))).isEqualTo(reference);
        assertThat(bank.asked).containsExactly("POST /v1/refunds");
        assertThat(bank.booked).containsExactly(payout.key(Kind.REFUND));
        assertThat(bank.tokens).containsOnly("Bearer secret-token");
        assertThat(bank.bodies)
                .containsExactly(
                        "{\"order\":\"%s\",\"amount\":399.00,\"currency\":\"CNY\"}".formatted(payout.orderNumber));
        assertThat(entry().state()).isEqualTo(State.DONE);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = Fault.class,
            mode = Mode.EXCLUDE,
            names = {"NONE", "DECLINE"})
    @DisplayName("A7: whatever comes instead of a confirmation, the customer is refunded exactly once")
    void exactly_once(Fault fault) {
        bank.next(fault);
        Fulfilment first = fault == Fault.TIMEOUT ? bench.start(PaymentBench.SHORT) : fulfilment;
        assertThatThrownBy(() -> first.refund(payout.money("399"))).isInstanceOf(Unconfirmed.class);
        assertThat(entry().state()).isEqualTo(State.ASKED);
        assertThat(entry().lastAnswer()).startsWith("支付渠道");

        String reference = untilDone();

        assertThat(bank.bookings(payout.key(Kind.REFUND))).isEqualTo(1);
        assertThat(entry().reference()).isEqualTo(reference);
        assertThat(bank.asked.subList(0, 2))
                .containsExactly("POST /v1/refunds", "GET /v1/refunds/" + payout.key(Kind.REFUND));
    }

    @Test
    @DisplayName("A7: the answer is lost and the booking is not to be found yet: the same key again, one booking")
    void found_late() {
        bank.next(Fault.RESET, Fault.NOT_THERE);
        assertThatThrownBy(() -> fulfilment.refund(payout.money("399"))).isInstanceOf(Unconfirmed.class);
        assertThatThrownBy(() -> fulfilment.refund(payout.money("399"))).isInstanceOf(Unconfirmed.class);
        assertThat(bank.asked).hasSize(2).last().asString().startsWith("GET");

        bank.next(Fault.CONFLICT, Fault.NONE);
        assertThatThrownBy(() -> fulfilment.refund(payout.money("399"))).isInstanceOf(Unconfirmed.class);
        untilDone();

        assertThat(bank.bookings(payout.key(Kind.REFUND))).isEqualTo(1);
    }

    @Test
    @DisplayName("A7: our program dies after the booking and before its commit: found at the next start, not repeated")
    void we_die_after_the_booking() {
        bench.dieAfter(1);
        assertThatThrownBy(() -> fulfilment.refund(payout.money("399"))).isInstanceOf(PaymentBench.Killed.class);
        assertThat(bank.bookings(payout.key(Kind.REFUND))).isEqualTo(1);
        assertThat(entry().state()).isEqualTo(State.ASKED);

        fulfilment = bench.start();
        untilDone();

        assertThat(bank.bookings(payout.key(Kind.REFUND))).isEqualTo(1);
        assertThat(bank.asked).hasSize(2).last().asString().startsWith("GET");
    }

    @Test
    @DisplayName("A7: our program dies before it asks: nothing is booked, and the next start begins anew")
    void we_die_before_asking() {
        bench.dieAfter(0);
        assertThatThrownBy(() -> fulfilment.refund(payout.money("399"))).isInstanceOf(PaymentBench.Killed.class);
        assertThat(bank.asked).isEmpty();

        untilDone();

        assertThat(bank.booked).hasSize(1);
    }

    @Test
    @DisplayName("A7: a no is a no: not asked again before finance says so, and then with the same key")
    void declined() {
        bank.next(Fault.DECLINE);
        assertThatThrownBy(() -> fulfilment.refund(payout.money("399"))).isInstanceOf(Declined.class);
        assertThatThrownBy(() -> fulfilment.refund(payout.money("399"))).isInstanceOf(Declined.class);
        assertThat(bank.asked).hasSize(1);

        fulfilment.reopen(payout.caseNumber, payout.decision);
        untilDone();

        assertThat(bank.bookings(payout.key(Kind.REFUND))).isEqualTo(1);
    }

    @Test
    @DisplayName("A7: handed to finance, nobody is called; paid by hand, the reference answers for ever")
    void by_hand() {
        bank.next(Fault.BUSY);
        assertThatThrownBy(() -> fulfilment.refund(payout.money("399"))).isInstanceOf(Unconfirmed.class);
        fulfilment.giveUp(payout.caseNumber, payout.decision, Kind.REFUND);
        assertThatThrownBy(() -> fulfilment.refund(payout.money("399"))).isInstanceOf(Unconfirmed.class);

        fulfilment.recordByHand(payout.caseNumber, payout.decision, payout.number("BANK"), "test-finance");

        assertThat(fulfilment.refund(payout.money("399"))).isEqualTo(payout.number("BANK"));
        assertThat(catchThrowable(() -> fulfilment.recordByHand(
                        payout.caseNumber, payout.decision, payout.number("TWICE"), "test-finance")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("请不要再次办理");
        assertThat(bank.asked).hasSize(1);
        assertThat(bank.booked).isEmpty();
    }

    @Test
    @DisplayName("A7: a coupon given by hand is closed like a refund paid by hand")
    void coupon_by_hand() {
        bank.next(Fault.BUSY);
        assertThatThrownBy(() -> fulfilment.issueCoupon(payout.money("20"))).isInstanceOf(Unconfirmed.class);
        fulfilment.giveUp(payout.caseNumber, payout.decision, Kind.COUPON);
        fulfilment.recordByHand(payout.caseNumber, payout.decision, payout.number("HAND"), "test-finance");
        assertThat(fulfilment.issueCoupon(payout.money("20"))).isEqualTo(payout.number("HAND"));
        assertThat(bank.booked).isEmpty();
    }

    @Test
    @DisplayName("A7: two at once with one key: one call, both have its reference")
    void two_at_once() throws Exception {
        bank.delay(150);
        bank.next(Fault.TIMEOUT);
        List<String> references =
                together(() -> fulfilment.refund(payout.money("399")), () -> fulfilment.refund(payout.money("399")));

        assertThat(references).hasSize(2);
        assertThat(references.get(0)).isEqualTo(references.get(1));
        assertThat(bank.asked).filteredOn(request -> request.startsWith("POST")).hasSize(1);
        assertThat(bank.booked).hasSize(1);
    }

    @Test
    @DisplayName("A7: a system that fails is left alone, and asked again when its time is over")
    void circuit() {
        bank.next(Fault.BUSY, Fault.BUSY, Fault.BUSY, Fault.BUSY, Fault.BUSY, Fault.BUSY, Fault.BUSY);
        for (int attempt = 1; attempt <= 7; attempt++) {
            assertThatThrownBy(() -> fulfilment.refund(payout.money("399"))).isInstanceOf(Unconfirmed.class);
        }
        assertThat(bank.asked).hasSize(5);
        assertThat(entry().lastAnswer()).contains("暂停调用");
        bank.next();
        assertThatThrownBy(() -> fulfilment.refund(payout.money("399"))).isInstanceOf(Unconfirmed.class);
        assertThat(bank.asked).hasSize(5);

        bench.pass(Duration.ofSeconds(31));
        fulfilment.refund(payout.money("399"));

        assertThat(bank.bookings(payout.key(Kind.REFUND))).isEqualTo(1);
        assertThat(fulfilment.issueCoupon(payout.money("10"))).isNotNull();
    }

    @Test
    @DisplayName("A7: nobody listens there: no attempt is lost, and nothing personal is in what the engine keeps")
    void nobody_there() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Fulfilment elsewhere = bench.start(PaymentBench.SHORT, "http://127.0.0.1:" + port);
        Throwable failure = catchThrowable(() -> elsewhere.refund(payout.money("399")));

        assertThat(failure).isInstanceOf(Unconfirmed.class).hasNoCause();
        assertThat(failure.getMessage()).isEqualTo("支付渠道没有答复，或连接中断");
        untilDone();
        assertThat(bank.bookings(payout.key(Kind.REFUND))).isEqualTo(1);
    }

    @Test
    @DisplayName("A7: finance cannot close a refund with the reference of another")
    void reference_of_another() {
        String first = fulfilment.refund(payout.money("399"));
        Payout other = new Payout();
        other.order(bench.jdbc, "50.00");
        bench.ledger.insert(
                new Entry(
                        0,
                        other.caseNumber,
                        other.decision,
                        Kind.REFUND,
                        other.orderNumber,
                        null,
                        other.money("50").amount(),
                        null,
                        null,
                        "a",
                        "b",
                        State.OPEN,
                        0,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                Instant.EPOCH);
        assertThat(catchThrowable(
                        () -> fulfilment.recordByHand(other.caseNumber, other.decision, first, "test-finance")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("已用于另一笔退款");
    }

    @Test
    @DisplayName(
            "A6: coupon, points, stock, label and parcel over HTTP; the address goes to the courier alone, as a look")
    void other_systems() {
        String coupon = fulfilment.issueCoupon(payout.money("20"));
        Points points = fulfilment.grantPoints(payout.money("1.5"));
        String reservation =
                fulfilment.reserve(payout.caseNumber, payout.decision, payout.orderNumber, payout.product, 2);
        String label = fulfilment.returnLabel(payout.caseNumber, payout.decision, payout.customer);
        Shipment parcel =
                fulfilment.ship(payout.caseNumber, payout.decision, payout.customer, payout.product, 2, "exchange");
        fulfilment.voidCoupon(payout.caseNumber, coupon);
        fulfilment.voidCoupon(payout.caseNumber, coupon);
        fulfilment.release(payout.caseNumber, reservation);
        fulfilment.release(payout.caseNumber, reservation);

        assertThat(points.points()).isEqualTo(150);
        assertThat(label).isNotBlank();
        assertThat(parcel.courier()).isEqualTo("顺丰速运");
        assertThat(bank.asked)
                .containsExactly(
                        "POST /v1/coupons",
                        "POST /v1/points",
                        "POST /v1/reservations",
                        "POST /v1/return-labels",
                        "POST /v1/shipments",
                        "POST /v1/coupons/" + coupon + "/void",
                        "POST /v1/reservations/" + reservation + "/release");
        assertThat(bank.bodies.subList(0, 3)).noneMatch(body -> body.contains("世纪大道") || body.contains("王芳"));
        assertThat(bank.bodies.subList(3, 5)).allMatch(body -> body.contains("世纪大道") && body.contains("王芳"));
        assertThat(bench.jdbc
                        .sql(
                                "select count(*) from aftercare.personal_data_look where customer_id = ? and person = 'courier'")
                        .param(payout.customer)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThatThrownBy(() -> fulfilment.issueCoupon(payout.money("20")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("已经撤销");
    }

    @Test
    @DisplayName("A7: a lost answer to a void or release is asked for again with the same key")
    void undo_again() {
        String coupon = fulfilment.issueCoupon(payout.money("20"));
        bank.next(Fault.RESET);
        assertThatThrownBy(() -> fulfilment.voidCoupon(payout.caseNumber, coupon))
                .isInstanceOf(Unconfirmed.class);
        fulfilment.voidCoupon(payout.caseNumber, coupon);
        assertThat(bank.bookings(payout.key(Kind.COUPON_VOID))).isEqualTo(1);
        assertThat(bench.ledger
                        .find(payout.caseNumber, payout.decision, Kind.COUPON)
                        .orElseThrow()
                        .undoneAt())
                .isNotNull();
    }

    /** Calls as the engine would, with a minute between. */
    private String untilDone() {
        for (int attempt = 1; attempt <= 3; attempt++) {
            try {
                return fulfilment.refund(payout.money("399"));
            } catch (Unconfirmed e) {
                bench.pass(Duration.ofMinutes(1));
            }
        }
        return fulfilment.refund(payout.money("399"));
    }

    private Entry entry() {
        return bench.ledger
                .find(payout.caseNumber, payout.decision, Kind.REFUND)
                .orElseThrow();
    }

    @SafeVarargs
    private static <T> List<T> together(Callable<T>... calls) throws Exception {
        CyclicBarrier start = new CyclicBarrier(calls.length);
        ExecutorService threads = Executors.newFixedThreadPool(calls.length);
        try {
            List<Future<T>> futures = Arrays.stream(calls)
                    .map(call -> threads.submit(() -> {
                        start.await();
                        return call.call();
                    }))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
