package io.aftercare.aftersales;

import java.util.Optional;
import java.util.Set;

/**
 * What an agent proposes to do for the customer; a person other than the proposer approves it before money or goods move (A4, C10).
 *
 * @param remedy {@code refund}, {@code exchange}, {@code reshipment}, {@code repair} or {@code compensation}
 * @param goodsBack whether the goods come back first; empty where what was agreed before still holds
 */
record Proposal(String remedy, Optional<Boolean> goodsBack) {

    private static final Set<String> COMING_BACK = Set.of("return", "exchange", "repair");

    /** What the request's kind asks for (A1). A difference in price that is paid in cash is a refund. */
    static Proposal of(String kind, String compensationKind) {
        String remedy =
                switch (kind) {
                    case "return", "refund-only" -> "refund";
                    case "compensation" -> "cash".equals(compensationKind) ? "refund" : "compensation";
                    default -> kind;
                };
        return new Proposal(remedy, Optional.of(COMING_BACK.contains(kind)));
    }

    /** Another way for goods that are where they are. */
    static Proposal instead(String remedy) {
        return new Proposal(remedy, Optional.empty());
    }
}
