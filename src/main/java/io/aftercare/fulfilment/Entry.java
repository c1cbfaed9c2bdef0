package io.aftercare.fulfilment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** A row of the ledger; its columns say more. {@code id} is 0 while it is not written. */
record Entry(
        long id,
        String caseNumber,
        String decision,
        Kind kind,
        String orderNumber,
        UUID customerId,
        BigDecimal amount,
        String product,
        Integer quantity,
        String proposer,
        String approvedBy,
        State state,
        int attempts,
        String reference,
        String courier,
        String lastAnswer,
        Instant orderedAt,
        Instant finishedAt,
        String finishedBy,
        Instant undoneAt) {

    /** The same at each attempt, also after the database was read again from a copy. */
    String key() {
        return caseNumber + "." + decision + "." + kind.key();
    }
}
