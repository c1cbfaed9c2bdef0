package io.aftercare.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.junit.jupiter.api.Test;

class SendRemindersTest {

    private static final UUID BROKEN = UUID.randomUUID();
    private static final UUID NEXT = UUID.randomUUID();

    private final List<UUID> delivered = new ArrayList<>();

    private final Notifications notifications =
            new Notifications(null, null, null, null, null, null, Clock.systemUTC(), null) {

                @Override
                public List<UUID> waitingForStaff(String processInstanceId) {
                    return List.of(BROKEN, NEXT);
                }

                @Override
                public Delivery deliver(UUID notice) {
                    if (notice.equals(BROKEN)) {
                        throw new IllegalStateException("broken");
                    }
                    delivered.add(notice);
                    return Delivery.SENT;
                }
            };

    @Test
    void a_message_that_fails_for_whatever_reason_does_not_hold_up_the_others_and_is_tried_again() {
        DelegateExecution execution = new ExecutionEntity();

        assertThatThrownBy(() -> new SendRemindersDelegate(notifications).execute(execution))
                .hasMessage("broken");

        assertThat(delivered).containsExactly(NEXT);
    }
}
