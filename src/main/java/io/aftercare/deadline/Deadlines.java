package io.aftercare.deadline;

import io.aftercare.calendar.Calendars;
import io.aftercare.calendar.Span;
import io.aftercare.calendar.WorkCalendar;
import io.aftercare.deadline.DeadlineLedger.Basis;
import io.aftercare.deadline.DeadlineLedger.Change;
import io.aftercare.deadline.DeadlineLedger.Entry;
import io.aftercare.deadline.DeadlineLedger.Plan;
import io.aftercare.platform.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * The life of a deadline: it starts, may pause, may be extended, ends. Works in the caller's transaction and knows nothing of
 * timers and tasks; whoever calls lets them follow the occurrence that comes back, see {@link EngineDeadlineTimers}.
 */
@Service
class Deadlines {

    private static final String NATURAL = "natural";

    private final DeadlineLedger ledger;
    private final Calendars calendars;
    private final Clock clock;

    Deadlines(DeadlineLedger ledger, Calendars calendars, Clock clock) {
        this.ledger = ledger;
        this.calendars = calendars;
        this.clock = clock;
    }

    WorkCalendar calendar(DeadlineRule rule) {
        return calendars.get(rule.calendar());
    }

    WorkCalendar calendar(DeadlineOccurrence deadline) {
        return calendars.get(deadline.calendar());
    }

    DeadlineOccurrence open(Entry entry, DeadlineRule rule) {
        WorkCalendar calendar = calendar(rule);
        return ledger.open(entry, rule, DeadlinePoints.of(rule, calendar, entry.anchoredAt()), calendar.version());
    }

    /**
     * Ends the deadlines of a scope in the transaction that ends the scope, and with them requests for more time.
     *
     * @return ids of the deadlines whose request is to be taken back
     */
    List<UUID> settle(String processInstanceId, String scopeExecutionId, boolean cancelled) {
        ledger.lockPaused(processInstanceId, scopeExecutionId).forEach(paused -> goOn(paused, clock.instant(), null));
        List<DeadlineOccurrence> lapsed = ledger.withRequest(scopeExecutionId);
        lapsed.forEach(deadline -> ledger.note(deadline, new Change("extension-lapsed", clock.instant(), null, null)));
        ledger.settle(scopeExecutionId, cancelled, clock.instant());
        return lapsed.stream().map(DeadlineOccurrence::id).toList();
    }

    /**
     * Stops the clock.
     *
     * @throws Refusal if it stands already, may not stand, or is too late
     */
    DeadlineOccurrence pause(UUID id, String by, String reason) {
        DeadlineOccurrence deadline = running(id);
        Instant now = clock.instant();
        if (deadline.pauseLimit() == null) {
            throw new Refusal(409, "“" + deadline.label() + "”的时限不允许暂停。如需更多时间，请申请延期。", List.of());
        }
        if (deadline.paused()) {
            throw new Refusal(409, "这个时限已经暂停，不用再次操作。", List.of());
        }
        refuseIfMissed(deadline, now, "暂停");
        Instant until = calendars.get(NATURAL).add(now, Span.parse(deadline.pauseLimit()));
        return ledger.pause(deadline, until, new Change("paused", now, by, reason));
    }

    /**
     * Lets the clock go on: the due date moves by exactly the time of its calendar that the pause took.
     *
     * @throws Refusal if it is not paused
     */
    DeadlineOccurrence resume(UUID id, String by) {
        DeadlineOccurrence deadline = running(id);
        if (!deadline.paused()) {
            throw new Refusal(409, "这个时限没有暂停，不用恢复。", List.of());
        }
        return goOn(deadline, clock.instant(), by);
    }

    /** Pauses of a case that have lasted as long as the table allows end by themselves. */
    List<DeadlineOccurrence> resumeExpired(String processInstanceId) {
        Instant now = clock.instant();
        return ledger.lockPaused(processInstanceId, null).stream()
                .filter(paused -> !paused.pausedUntil().isAfter(now))
                .map(paused -> goOn(paused, now, null))
                .toList();
    }

    /** The due date; of a deadline that stands still, the one that a pause of full length leads to. */
    Instant expectedDue(DeadlineOccurrence deadline) {
        return deadline.paused() ? dueAfterPause(deadline, deadline.pausedUntil()) : deadline.dueAt();
    }

    private Instant dueAfterPause(DeadlineOccurrence paused, Instant end) {
        return dueAfterPause(calendar(paused), paused.pausedAt(), paused.dueAt(), end);
    }

    /** What was left of the calendar's time when the clock stopped is left when it goes on. */
    static Instant dueAfterPause(WorkCalendar calendar, Instant pausedAt, Instant dueAt, Instant end) {
        return calendar.add(end, calendar.between(pausedAt, dueAt));
    }

    /** A pause that nobody has ended in time has ended when the table says, however late that is noticed. */
    private DeadlineOccurrence goOn(DeadlineOccurrence paused, Instant now, String by) {
        Instant from = paused.pausedUntil().isBefore(now) ? paused.pausedUntil() : now;
        WorkCalendar calendar = calendar(paused);
        Instant due = dueAfterPause(paused, from);
        long seconds = calendar.between(paused.pausedAt(), from).toSeconds();
        return ledger.resume(
                paused, paused.points().movedTo(due, calendar), seconds, new Change("resumed", from, by, null));
    }

    /**
     * Notes that somebody asks for more time.
     *
     * @return when the step would be due
     * @throws Refusal if the table does not allow it
     */
    Instant askForExtension(UUID id, Span longer, String by, String reason) {
        DeadlineOccurrence deadline = running(id);
        Instant now = clock.instant();
        if (deadline.extensionsAllowed() == 0) {
            throw new Refusal(409, "“" + deadline.label() + "”的时限不允许延期，请尽快办理或请主管协调。", List.of());
        }
        if (deadline.extensions() >= deadline.extensionsAllowed()) {
            throw new Refusal(
                    409,
                    "“%s”最多延期 %d 次，次数已用完，请尽快办理或请主管协调。".formatted(deadline.label(), deadline.extensionsAllowed()),
                    List.of());
        }
        if (deadline.paused()) {
            throw new Refusal(409, "这个时限正在暂停，请恢复计时后再申请延期。", List.of());
        }
        if (ledger.extensionPending(id)) {
            throw new Refusal(409, "这个时限已有一份延期申请在等主管审批，请等审批结果。", List.of());
        }
        refuseIfMissed(deadline, now, "延期");
        WorkCalendar calendar = calendar(deadline);
        Span most = Span.parse(deadline.extendBy());
        Instant due = later(calendar, deadline.dueAt(), longer);
        if (due.isAfter(later(calendar, deadline.dueAt(), most))) {
            throw new Refusal(
                    "每次最多延期 " + most.spoken(calendar) + "，请减少申请的时间。", List.of(new Refusal.Field("span", "超过最长延期时间")));
        }
        ledger.note(deadline, new Change("extension-asked", now, by, reason), due);
        return due;
    }

    /**
     * Grants an extension. One that is decided on after the due date has passed comes too late: the miss stays a miss.
     *
     * @throws Refusal if the deadline has passed meanwhile
     */
    DeadlineOccurrence extend(UUID id, Span longer, String by, String reason) {
        DeadlineOccurrence deadline = running(id);
        Instant now = clock.instant();
        refuseIfMissed(deadline, now, "延期");
        WorkCalendar calendar = calendar(deadline);
        Instant due = later(calendar, deadline.dueAt(), longer);
        return ledger.extend(
                deadline, deadline.points().movedTo(due, calendar), new Change("extended", now, by, reason));
    }

    /** A day more of natural time is the same hour of the next day; more working days end with business, as all do. */
    private static Instant later(WorkCalendar calendar, Instant due, Span longer) {
        return longer.isDays() && calendar.name().equals(NATURAL)
                ? calendar.add(due, Duration.ofDays(longer.days()))
                : calendar.add(due, longer);
    }

    /** Notes that an extension was not granted; the deadline may have ended meanwhile. */
    void refuseExtension(UUID id, String by, String reason) {
        ledger.lock(id)
                .ifPresent(deadline ->
                        ledger.note(deadline, new Change("extension-refused", clock.instant(), by, reason)));
    }

    /**
     * Sets a running deadline by a newer table, or by what its calendar says now. A date that would have passed already by
     * the calendar alone is not taken: nobody misses a deadline because a day off was taken back.
     *
     * @return the deadline as it is now; empty if it keeps its date
     */
    Optional<DeadlineOccurrence> replan(Basis basis, DeadlineRule rule, Plan plan) {
        Instant now = clock.instant();
        DeadlineOccurrence deadline = basis.occurrence();
        WorkCalendar calendar = calendar(rule);
        DeadlinePoints points = DeadlinePoints.of(rule, calendar, basis.anchoredAt());
        boolean byCalendar = rule.decisionId().equals(deadline.decisionId());
        if (byCalendar && !points.dueAt().isAfter(now)) {
            ledger.keep(deadline, plan, new Change("calendar-kept", now, null, null));
            return Optional.empty();
        }
        boolean same = byCalendar && points.equals(deadline.points());
        return Optional.of(ledger.replan(
                deadline,
                rule,
                points,
                calendar.version(),
                now,
                same ? null : new Change(byCalendar ? "calendar-changed" : "replanned", now, null, null)));
    }

    private DeadlineOccurrence running(UUID id) {
        return ledger.lock(id).orElseThrow(() -> new Refusal(409, "这个环节已经办完，时限不能再改。请刷新页面。", List.of()));
    }

    private static void refuseIfMissed(DeadlineOccurrence deadline, Instant now, String what) {
        if (deadline.breachedAt() != null
                || !deadline.paused() && deadline.dueAt().isBefore(now)) {
            throw new Refusal(409, "“" + deadline.label() + "”已经超时，不能再" + what + "，请尽快办理并告知客户。", List.of());
        }
    }
}
