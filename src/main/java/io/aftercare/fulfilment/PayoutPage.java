package io.aftercare.fulfilment;

import io.aftercare.platform.Staff;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 出款清单: every refund, coupon and grant of points, who approved it and what became of it. */
@Controller
@PreAuthorize("hasAnyRole('finance', 'supervisor', 'manager', 'auditor', 'camunda-admin')")
class PayoutPage {

    private static final int ROWS = 25;
    private static final int LAST_PAGE = 4000;
    private static final List<Kind> KINDS =
            Arrays.stream(Kind.values()).filter(Kind::money).toList();

    /** A row as the page shows it. */
    record Row(
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

    PayoutPage(Ledger ledger, Staff staff, Clock clock) {
        this.ledger = ledger;
        this.staff = staff;
        this.clock = clock;
    }

    /**
     * @param caseNumber the number or its beginning; blank for all
     * @param kind key of a {@link Kind} of money; anything else for all
     * @param state name of a {@link State}; anything else for all
     * @param page from 1
     */
    @GetMapping("/payouts")
    String payouts(
            @RequestParam(name = "case", defaultValue = "") String caseNumber,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "1") String page,
            Model model) {
        String typed = caseNumber.strip();
        String prefix = typed.matches("[A-Za-z0-9-]{0,40}") ? typed.toUpperCase(Locale.ROOT) : "?";
        Kind wantedKind =
                KINDS.stream().filter(k -> k.key().equals(kind)).findFirst().orElse(null);
        State wantedState = Arrays.stream(State.values())
                .filter(s -> s.name().equals(state))
                .findFirst()
                .orElse(null);
        int at = page.matches("\\d{1,4}") ? Math.min(Math.max(Integer.parseInt(page), 1), LAST_PAGE) : 1;
        List<Entry> found = ledger.payouts(prefix, wantedKind, wantedState, ROWS + 1, (at - 1) * ROWS);
        Map<String, String> names = new HashMap<>();
        model.addAttribute(
                "rows", found.stream().limit(ROWS).map(e -> row(e, names)).toList());
        model.addAttribute("caseNumber", typed.length() > 40 ? typed.substring(0, 40) : typed);
        model.addAttribute("kind", wantedKind == null ? "" : wantedKind.key());
        model.addAttribute("kinds", KINDS);
        model.addAttribute("state", wantedState == null ? "" : wantedState.name());
        model.addAttribute("states", State.values());
        model.addAttribute("pageNumber", at);
        model.addAttribute("older", found.size() > ROWS && at < LAST_PAGE ? at + 1 : null);
        model.addAttribute("newer", at > 1 ? at - 1 : null);
        return "fulfilment/payouts";
    }

    private Row row(Entry e, Map<String, String> names) {
        boolean undone = e.undoneAt() != null;
        return new Row(
                e.caseNumber(),
                e.kind().label(),
                money(e.amount()),
                e.kind() == Kind.POINTS ? e.quantity() + "积分" : null,
                e.orderNumber(),
                undone ? "已作废" : e.state().label(),
                undone ? "" : e.state().tone(),
                e.state().finished() ? null : e.lastAnswer(),
                e.attempts(),
                name(e.proposer(), names),
                name(e.approvedBy(), names),
                e.reference(),
                name(e.finishedBy(), names),
                time(e.orderedAt()),
                e.finishedAt() == null ? null : time(e.finishedAt()),
                undone);
    }

    private String name(String userId, Map<String, String> names) {
        return userId == null
                ? null
                : names.computeIfAbsent(userId, id -> staff.person(id).name());
    }

    private static String money(BigDecimal amount) {
        return new DecimalFormat("¥#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(amount);
    }

    private String time(Instant at) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").format(at.atZone(clock.getZone()));
    }
}
