package io.aftercare.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.fulfilment.Bank.Fault;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** Whatever goes wrong in whatever order: the customer is refunded once, or finance knows that it has to look (A7). */
class RefundOncePropertiesTest {

    /**
     * What happens at one attempt.
     *
     * @param asked how the answer to the first request of the attempt goes wrong, be it a search or the refund
     * @param repeated how the answer to the second goes wrong
     * @param death at which commit of the attempt our program dies; 2 for none
     * @param finance what finance does after the attempt
     */
    record Attempt(Fault asked, Fault repeated, int death, Finance finance) {}

    enum Finance {
        NOTHING,
        /** Attempts used up: finance looks at the bank and says paid by hand, or retry. */
        LOOKS,
    }

    private final PaymentBench bench = PaymentBench.shared();

    @Provide
    Arbitrary<Attempt> attempts() {
        // silence takes its time and is one of the faults of RefundOverHttpTest
        Arbitrary<Fault> faults = Arbitraries.of(Fault.class).filter(fault -> fault != Fault.TIMEOUT);
        return Combinators.combine(
                        faults,
                        faults,
                        Arbitraries.frequency(Tuple.of(1, 0), Tuple.of(2, 1), Tuple.of(5, 2)),
                        Arbitraries.frequency(Tuple.of(4, Finance.NOTHING), Tuple.of(1, Finance.LOOKS)))
                .as(Attempt::new);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    @Label("A7: any sequence of faults, deaths and decisions of finance: paid exactly once in the end")
    void once(@ForAll @Size(max = 5) List<@From("attempts") Attempt> attempts) {
        Payout payout = new Payout();
        payout.order(bench.jdbc, "399.00");
        bench.bank.forget();
        String key = payout.key(Kind.REFUND);
        Fulfilment fulfilment = bench.start();
        for (Attempt attempt : attempts) {
            bench.bank.next(attempt.asked(), attempt.repeated());
            bench.dieAfter(attempt.death() == 2 ? -1 : attempt.death());
            boolean died = !refund(fulfilment, payout);
            bench.live();
            bench.bank.next();
            if (died) {
                fulfilment = bench.start();
            }
            if (attempt.finance() == Finance.LOOKS) {
                look(fulfilment, payout);
            }
            bench.pass(Duration.ofMinutes(1));
            mayBe(payout, key);
        }
        for (int i = 0; i < 5 && !done(payout); i++) {
            refund(fulfilment, payout);
            if (!done(payout)) {
                look(fulfilment, payout);
            }
            bench.pass(Duration.ofMinutes(1));
        }

        assertThat(done(payout)).isTrue();
        mayBe(payout, key);
    }

    /** False if our program died. */
    private static boolean refund(Fulfilment fulfilment, Payout payout) {
        try {
            fulfilment.refund(payout.money("399"));
        } catch (Unconfirmed | Declined e) {
            // as the ledger says
        } catch (PaymentBench.Killed e) {
            return false;
        }
        return true;
    }

    private void look(Fulfilment fulfilment, Payout payout) {
        fulfilment.giveUp(payout.caseNumber, payout.decision, Kind.REFUND);
        Entry entry = entry(payout);
        if (entry == null || entry.state().finished()) {
            return;
        }
        if (bench.bank.knows(payout.key(Kind.REFUND))) {
            fulfilment.reopen(payout.caseNumber, payout.decision);
        } else {
            fulfilment.recordByHand(payout.caseNumber, payout.decision, payout.number("HAND"), "test-finance");
        }
    }

    /** At no moment twice; and who says done, says so once it is. */
    private void mayBe(Payout payout, String key) {
        Entry entry = entry(payout);
        long byHand = entry != null && entry.state() == State.BY_HAND ? 1 : 0;
        long paid = bench.bank.bookings(key) + byHand;
        assertThat(paid).isLessThanOrEqualTo(1);
        if (entry != null && entry.state().finished()) {
            assertThat(paid).isEqualTo(1);
        }
        if (paid == 1) {
            assertThat(entry).isNotNull();
            assertThat(entry.state()).isNotIn(State.OPEN, State.DECLINED);
        }
    }

    private boolean done(Payout payout) {
        Entry entry = entry(payout);
        return entry != null && entry.state().finished();
    }

    private Entry entry(Payout payout) {
        return bench.ledger
                .find(payout.caseNumber, payout.decision, Kind.REFUND)
                .orElse(null);
    }
}
