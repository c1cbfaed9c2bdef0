package io.aftercare.fulfilment;

import io.aftercare.platform.PageRights;
import io.aftercare.platform.Staff;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Refunds, coupons and points as people read them, and who may read them. Pages know it as {@code payouts}. */
@Component("payouts")
public class Payouts {

    /** Groups that may see what was paid out. */
    public static final Set<String> READERS = Set.of("finance", "supervisor", "manager", "auditor", "camunda-admin");

    /**
     * Money that was ordered, in words.
     *
     * @param points with the unit; null for what is no points
     * @param tone how the state is coloured: good, wait, bad or empty
     * @param problem why it is not done yet, or null
     * @param byHand name of who carried it out by hand, or null
     * @param finishedAt null until it is done
     * @param undone whether it was voided
     */
    public record Payout(
            String caseNumber,
            String kind,
            String amount,
            String points,
            String orderNumber,
            String stateLabel,
            String tone,
            String problem,
            int attempts,
            String proposer,
            String approver,
            String reference,
            String byHand,
            String orderedAt,
            String finishedAt,
            boolean undone) {}

    private final Ledger ledger;
    private final Staff staff;
    private final Clock clock;

    Payouts(Ledger ledger, Staff staff, Clock clock) {
        this.ledger = ledger;
        this.staff = staff;
        this.clock = clock;
    }

    /** Whether whoever is logged in may see what was paid out. */
    public boolean visible() {
        return PageRights.anyOf(READERS);
    }

    /** Those of a case, oldest first. */
    public List<Payout> of(String caseNumber) {
        return inWords(ledger.payouts(caseNumber));
    }

    List<Payout> inWords(List<Entry> entries) {
        Map<String, String> names = staff.signatures(entries.stream()
                .flatMap(entry -> Stream.of(entry.proposer(), entry.approvedBy(), entry.finishedBy())
                        .filter(Objects::nonNull))
                .toList());
        return entries.stream().map(entry -> payout(entry, names)).toList();
    }

    private Payout payout(Entry e, Map<String, String> names) {
        boolean undone = e.undoneAt() != null;
        return new Payout(
                e.caseNumber(),
                e.kind().label(),
                money(e.amount()),
                e.kind() == Kind.POINTS ? e.quantity() + "积分" : null,
                e.orderNumber(),
                undone ? "已作废" : e.state().label(),
                undone ? "" : e.state().tone(),
                e.state().finished() ? null : e.lastAnswer(),
                e.attempts(),
                names.get(e.proposer()),
                names.get(e.approvedBy()),
                e.reference(),
                names.get(e.finishedBy()),
                time(e.orderedAt()),
                e.finishedAt() == null ? null : time(e.finishedAt()),
                undone);
    }

    private static String money(BigDecimal amount) {
        return new DecimalFormat("¥#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(amount);
    }

    private String time(Instant at) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").format(at.atZone(clock.getZone()));
    }
}
