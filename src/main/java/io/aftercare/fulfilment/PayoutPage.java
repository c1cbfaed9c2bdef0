package io.aftercare.fulfilment;

import io.aftercare.customer.OrderNumber;
import io.aftercare.customer.Spelling;
import java.util.Arrays;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 出款清单: every refund, coupon and grant of points, who approved it and what became of it. */
@Controller
@PreAuthorize("@payouts.visible()")
class PayoutPage {

    private static final int ROWS = 25;
    private static final List<Kind> KINDS =
            Arrays.stream(Kind.values()).filter(Kind::money).toList();

    private final Ledger ledger;
    private final Payouts payouts;

    PayoutPage(Ledger ledger, Payouts payouts) {
        this.ledger = ledger;
        this.payouts = payouts;
    }

    /**
     * @param caseNumber the number or its beginning, or an order number; blank for all
     * @param kind key of a {@link Kind} of money; anything else for all
     * @param state name of a {@link State}; anything else for all
     * @param page from 1
     */
    @GetMapping("/payouts")
    @Transactional(readOnly = true)
    String payouts(
            @RequestParam(name = "case", defaultValue = "") String caseNumber,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "1") String page,
            Model model) {
        String typed = Spelling.searched(caseNumber);
        String prefix = typed.isEmpty() ? "" : OrderNumber.normalise(typed).orElse("?");
        Kind wantedKind =
                KINDS.stream().filter(k -> k.key().equals(kind)).findFirst().orElse(null);
        State wantedState = Arrays.stream(State.values())
                .filter(s -> s.name().equals(state))
                .findFirst()
                .orElse(null);
        int at = page.matches("[1-9]\\d{0,6}") ? Integer.parseInt(page) : 1;
        List<Entry> found = ledger.payouts(prefix, wantedKind, wantedState, ROWS + 1, (at - 1) * ROWS);
        model.addAttribute("rows", payouts.inWords(found.stream().limit(ROWS).toList()));
        model.addAttribute(
                "caseNumber",
                typed.codePointCount(0, typed.length()) > 40
                        ? typed.substring(0, typed.offsetByCodePoints(0, 40))
                        : typed);
        model.addAttribute("kind", wantedKind == null ? "" : wantedKind.key());
        model.addAttribute("kinds", KINDS);
        model.addAttribute("state", wantedState == null ? "" : wantedState.name());
        model.addAttribute("states", State.values());
        model.addAttribute("pageNumber", at);
        model.addAttribute("older", found.size() > ROWS ? at + 1 : null);
        model.addAttribute("newer", at > 1 ? at - 1 : null);
        return "fulfilment/payouts";
    }
}
