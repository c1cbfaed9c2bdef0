package io.aftercare.deadline;

import io.aftercare.deadline.DeadlineReminders.Level;
import io.aftercare.deadline.DeadlineReminders.Waiting;
import io.aftercare.notification.Notifications;
import io.aftercare.platform.ForModels;
import io.aftercare.platform.Staff;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code ${collectReminders}} 汇总提醒: writes to each colleague of this case one message about everything that waits to be told
 * to them, of all cases: about one deadline in full, about many as a digest. Whichever case comes first takes all, so 500
 * deadlines that a department misses at once are one message to each supervisor (T2).
 */
@Component("collectReminders")
@ForModels("服务任务：汇总要发给同事的时限提醒")
class CollectRemindersDelegate implements JavaDelegate {

    private static final int LINES = 40;
    private static final Map<Level, String> KINDS = Map.of(
            Level.WARNING, "deadline-warning",
            Level.MISSED, "deadline-missed",
            Level.MANAGER, "deadline-manager");
    private static final Map<Level, String> LEVELS = Map.of(
            Level.WARNING, "即将到期",
            Level.MISSED, "已超时",
            Level.MANAGER, "超时上报");

    private final DeadlineReminders reminders;
    private final Notifications notifications;
    private final Staff staff;
    private final EngineDeadlines deadlines;
    private final Clock clock;

    CollectRemindersDelegate(
            DeadlineReminders reminders,
            Notifications notifications,
            Staff staff,
            EngineDeadlines deadlines,
            Clock clock) {
        this.clock = clock;
        this.reminders = reminders;
        this.notifications = notifications;
        this.staff = staff;
        this.deadlines = deadlines;
    }

    @Override
    public void execute(DelegateExecution execution) {
        for (String recipient : reminders.recipients(execution.getProcessBusinessKey())) {
            List<Waiting> waiting = reminders.take(recipient, clock.instant());
            if (!waiting.isEmpty()) {
                UUID notice = notifications.queueToStaff(
                        waiting.size() == 1 ? facts(waiting.get(0)) : digest(waiting),
                        waiting.size() == 1 ? waiting.get(0).caseNumber() : execution.getProcessBusinessKey(),
                        execution.getProcessInstanceId(),
                        recipient,
                        waiting.size() == 1 ? KINDS.get(waiting.get(0).level()) : "deadline-digest");
                reminders.carriedBy(notice, recipient, waiting);
            }
        }
    }

    private Map<String, Object> facts(Waiting reminder) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("deadlineName", reminder.label());
        facts.put("dueText", due(reminder));
        facts.put("assigneeName", assignee(reminder));
        facts.put("customerLabel", reminder.customer());
        facts.put("product", reminder.product());
        facts.put("urgency", reminder.urgency());
        return facts;
    }

    private Map<String, Object> digest(List<Waiting> waiting) {
        Map<Level, Long> counts =
                waiting.stream().collect(Collectors.groupingBy(Waiting::level, Collectors.counting()));
        Map<String, Object> facts = new HashMap<>();
        facts.put(
                "digestTitle",
                List.of(Level.MANAGER, Level.MISSED, Level.WARNING).stream()
                        .filter(counts::containsKey)
                        .map(level -> LEVELS.get(level) + " " + counts.get(level) + " 项")
                        .collect(Collectors.joining("，")));
        facts.put(
                "deadlines",
                waiting.stream()
                        .limit(LINES)
                        .map(reminder -> Map.of(
                                "by",
                                LEVELS.get(reminder.level()) + "　" + due(reminder)
                                        + ("urgent".equals(reminder.urgency()) ? "　紧急" : ""),
                                "step",
                                reminder.caseNumber() + "　" + reminder.label() + "　" + assignee(reminder)))
                        .toList());
        if (waiting.size() > LINES) {
            facts.put("digestMore", "另有 " + (waiting.size() - LINES) + " 项，请在时限看板查看");
        }
        return facts;
    }

    private String due(Waiting reminder) {
        return deadlines.spoken(reminder.dueAt());
    }

    private String assignee(Waiting reminder) {
        return reminder.assignee() == null ? "尚未认领" : staff.signature(reminder.assignee());
    }
}
