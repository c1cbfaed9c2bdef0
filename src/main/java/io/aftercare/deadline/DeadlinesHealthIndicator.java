package io.aftercare.deadline;

import io.aftercare.platform.HealthWarning;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** The health component {@code deadlines}: warns while running deadlines cannot be set by the new table or calendar, and says why. */
@Component
class DeadlinesHealthIndicator implements HealthIndicator {

    private final DeadlineLedger ledger;

    DeadlinesHealthIndicator(DeadlineLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Health health() {
        Map<String, Integer> reasons = ledger.setAside();
        int setAside = reasons.values().stream().mapToInt(Integer::intValue).sum();
        Health.Builder health = Health.up().withDetail("setAside", setAside);
        if (setAside > 0) {
            health.status(HealthWarning.WARNING)
                    .withDetail("problem", setAside + " 个进行中的时限不能按新的时限表或日历调整，暂按原时限执行。改正原因后会自动重试，最迟一天内。")
                    .withDetail(
                            "reasons",
                            reasons.entrySet().stream()
                                    .map(reason -> reason.getKey() + "（" + reason.getValue() + " 个）")
                                    .collect(Collectors.toList()));
        }
        return health.build();
    }
}
