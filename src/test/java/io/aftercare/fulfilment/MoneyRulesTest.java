package io.aftercare.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aftercare.AftercareTest;
import io.aftercare.fulfilment.Fulfilment.Money;
import io.aftercare.fulfilment.TestPeers.Fault;
import io.aftercare.fulfilment.TestPeers.Peer;
import io.aftercare.platform.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What holds for money whoever calls (C10, GB/T 47746-2026, A7), and the tables that stand in for a company's systems. */
@AftercareTest
class MoneyRulesTest {

    @Autowired
    Fulfilment fulfilment;

    @Autowired
    Ledger ledger;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestPeers peers;

    private final Payout payout = new Payout();

    @BeforeEach
    void order() {
        payout.order(jdbc, "399.00");
    }

    @AfterEach
    void mend() {
        peers.mend();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"0,大于0", "-1,大于0", "0.001,两位小数", "1000000.01,1000000", "399.01,最多还可退399.00元"})
    @DisplayName("A7: an amount that cannot be right is refused, and nothing is written")
    void amounts(String amount, String reason) {
        refused(payout.money(amount), reason);
    }

    @Test
    @DisplayName("C10: no approval, an approval by nobody known, or by who proposed it: refused, whoever calls")
    void approval() {
        Money good = payout.money("10");
        for (String approver : new String[] {null, " ", "nobody-known", "system"}) {
            refused(with(good, good.proposer(), approver), "必须经有权限的同事审批");
        }
        refused(with(good, good.approvedBy(), good.approvedBy()), "不能是同一人");
        refused(with(good, null, good.approvedBy()), "不知道这项决定由谁提出");
        assertThat(catchThrowable(() -> fulfilment.issueCoupon(with(good, good.proposer(), null))))
                .isInstanceOf(Refusal.class);
        assertThat(catchThrowable(() -> fulfilment.grantPoints(with(good, good.proposer(), null))))
                .isInstanceOf(Refusal.class);
    }

    @Test
    @DisplayName("C10: the database itself takes no money that nobody or the proposer approved")
    void approval_in_the_database() {
        for (String approver : new String[] {"null", "'yangxiao'"}) {
            assertThatThrownBy(() -> jdbc.sql("insert into aftercare.fulfilment_order"
                                    + " (case_number, decision, kind, order_number, amount, proposer, approved_by, ordered_at)"
                                    + " values ('SH1', '1', 'refund', 'X', 1, 'yangxiao', " + approver + ", now())")
                            .update())
                    .isInstanceOf(DataIntegrityViolationException.class);
        }
    }

    @Test
    @DisplayName("A7: an order that is not known or not paid is not paid back")
    void unknown_order() {
        Money good = payout.money("10");
        refused(
                new Money(
                        good.caseNumber(),
                        good.decision(),
                        good.amount(),
                        good.proposer(),
                        good.approvedBy(),
                        "NO-SUCH-ORDER",
                        null),
                "付款记录");
        jdbc.sql("update aftercare.customer_order set paid_at = null where number = ?")
                .param(payout.orderNumber)
                .update();
        refused(good, "付款记录");
    }

    @Test
    @DisplayName("A7: all refunds of an order together are no more than was paid, those in doubt counted as paid")
    void sum() {
        fulfilment.refund(payout.money("300"));
        assertThat(fulfilment.refundable(payout.orderNumber)).isEqualByComparingTo("99");
        payout.decision = payout.caseNumber + "-2";
        refused(payout.money("99.01"), "最多还可退99.00元");

        peers.harm(Peer.PAYMENTS, Fault.DOWN);
        assertThat(catchThrowable(() -> fulfilment.refund(payout.money("99")))).isInstanceOf(Unconfirmed.class);
        assertThat(fulfilment.refundable(payout.orderNumber)).isEqualByComparingTo("0");
        payout.decision = payout.caseNumber + "-3";
        refused(payout.money("0.01"), "最多还可退0.00元");
        assertThat(fulfilment.refundable("NO-SUCH-ORDER")).isEqualByComparingTo("0");
    }

    @Test
    @DisplayName("A7: a refund that was declined is no money; finance may not pay it when another has used it up")
    void declined_leaves_room() {
        peers.harm(Peer.PAYMENTS, Fault.DECLINES);
        assertThat(catchThrowable(() -> fulfilment.refund(payout.money("399")))).isInstanceOf(Declined.class);
        peers.mend();
        String declined = payout.decision;
        payout.decision = payout.caseNumber + "-2";
        fulfilment.refund(payout.money("200"));

        assertThat(catchThrowable(() -> fulfilment.reopen(payout.caseNumber, declined)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("最多还可退199.00元");
        assertThat(catchThrowable(() -> fulfilment.recordByHand(payout.caseNumber, declined, "BANK1", "test-finance")))
                .isInstanceOf(Refusal.class);
    }

    @Test
    @DisplayName("A7: two decisions about one order at once: only one finds enough left")
    void two_decisions_at_once() throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Money first = payout.money("250");
            payout.decision = payout.caseNumber + "-2";
            Money second = payout.money("250");
            List<Future<Throwable>> outcomes = Stream.of(first, second)
                    .map(money -> threads.submit(() -> {
                        start.await();
                        return catchThrowable(() -> fulfilment.refund(money));
                    }))
                    .toList();
            Throwable one = outcomes.get(0).get();
            Throwable two = outcomes.get(1).get();
            assertThat(one == null).isNotEqualTo(two == null);
            assertThat(one == null ? two : one).hasMessageContaining("最多还可退149.00元");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("A7: a decision keeps its amount; another needs another decision")
    void same_decision_other_amount() {
        fulfilment.refund(payout.money("100"));
        assertThat(catchThrowable(() -> fulfilment.refund(payout.money("120"))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("不能更改");
        assertThat(fulfilment.refundable(payout.orderNumber)).isEqualByComparingTo("299");
    }

    @Test
    @DisplayName(
            "A6: a product without a row in the embedded stock is not counted; one with a row runs out and comes back")
    void embedded_stock() {
        String first = reserve(1000);
        fulfilment.release(payout.caseNumber, first);
        jdbc.sql("insert into aftercare.embedded_stock (product, available) values (?, 3)")
                .param(payout.product)
                .update();
        payout.decision = payout.caseNumber + "-2";
        String second = reserve(2);
        assertThat(reserve(2)).isEqualTo(second);
        payout.decision = payout.caseNumber + "-3";
        assertThat(catchThrowable(() -> reserve(2))).isInstanceOf(Declined.class);

        fulfilment.release(payout.caseNumber, second);
        fulfilment.release(payout.caseNumber, second);

        assertThat(reserve(2)).isNotEqualTo(second);
        assertThat(jdbc.sql("select available from aftercare.embedded_stock where product = ?")
                        .param(payout.product)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("Coupon numbers cannot be guessed, and are easy to read out")
    void coupon_numbers() {
        assertThat(fulfilment.issueCoupon(payout.money("5"))).matches("YHQ[2-9A-HJ-NP-Z]{13}");
    }

    private String reserve(int quantity) {
        return fulfilment.reserve(payout.caseNumber, payout.decision, payout.orderNumber, payout.product, quantity);
    }

    private void refused(Money money, String reason) {
        assertThat(catchThrowable(() -> fulfilment.refund(money)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(reason);
        assertThat(ledger.find(money.caseNumber(), money.decision(), Kind.REFUND))
                .isEmpty();
    }

    private static Money with(Money money, String proposer, String approvedBy) {
        return new Money(
                money.caseNumber(),
                money.decision(),
                new BigDecimal("10"),
                proposer,
                approvedBy,
                money.orderNumber(),
                money.customerId());
    }
}
