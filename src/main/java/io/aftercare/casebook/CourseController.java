package io.aftercare.casebook;

import io.aftercare.platform.Refusal;
import java.security.Principal;
import java.util.List;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The case so far, as its page tells it: who did what when, what was or is due, what was sent. */
@RestController
class CourseController {

    /**
     * @param kind {@code phase}, {@code task}, {@code step} or {@code event}
     * @param person who has or had it; in words where that is nobody, empty where nobody is expected
     * @param ended empty while it goes on
     * @param due empty without a due date
     * @param left what is left of an open task's time, in words; else empty
     * @param late whether it ended after its due date, or has not ended yet
     * @param took in words; empty while it goes on
     */
    record Step(
            String kind,
            String name,
            String person,
            String started,
            String ended,
            String due,
            String left,
            boolean late,
            boolean cancelled,
            String took) {}

    /**
     * @param open whether it is not over yet
     * @param left what is left, in words; empty if it is over or its clock stands still
     * @param tone {@code good}, {@code wait}, {@code bad} or empty
     * @param why the rule, in one sentence
     */
    record Due(
            String label,
            String department,
            boolean statutory,
            boolean open,
            String due,
            String left,
            String result,
            String tone,
            String why) {}

    record Message(String kind, String audience, String state, boolean failed, String queued, String sent) {}

    /**
     * @param steps those of the page, the oldest first
     * @param page from 1; the last one has the newest steps
     * @param stepCount of all pages
     */
    record Course(
            String caseNumber,
            String status,
            String phase,
            boolean finished,
            List<Step> steps,
            int page,
            int pages,
            long stepCount,
            List<Due> deadlines,
            List<Message> messages) {}

    private final EngineCaseAccess access;
    private final EngineTimeline timeline;
    private final DeadlineHistory deadlines;
    private final CaseNotices notices;
    private final Times times;

    CourseController(
            EngineCaseAccess access,
            EngineTimeline timeline,
            DeadlineHistory deadlines,
            CaseNotices notices,
            Times times) {
        this.access = access;
        this.timeline = timeline;
        this.deadlines = deadlines;
        this.notices = notices;
        this.times = times;
    }

    /**
     * @param page of the steps, from 1; without it the newest ones
     * @throws Refusal 403 without the right, 404 for an unknown case
     */
    @GetMapping("/api/cases/{number}/course")
    @Transactional(readOnly = true)
    Course course(@PathVariable String number, @RequestParam(defaultValue = "") String page, Principal who) {
        CaseSummary found = access.seen(number, who.getName());
        Page<EngineTimeline.Entry> steps =
                timeline.page(found.processInstanceId(), Page.number(page, Integer.MAX_VALUE));
        return new Course(
                number,
                CaseLabels.status(found.status()),
                found.phase() == null || found.isFinished() ? "" : found.phase(),
                found.isFinished(),
                steps.rows().stream().map(this::step).toList(),
                steps.number(),
                steps.pages(),
                steps.total(),
                deadlines.of(number).stream().map(this::due).toList(),
                notices.of(number).stream().map(this::message).toList());
    }

    private Step step(EngineTimeline.Entry e) {
        boolean open = e.endedAt() == null;
        String left = open && e.dueAt() != null ? times.left(e.dueAt()) : "";
        boolean late = e.dueAt() != null
                && !e.cancelled()
                && (open ? times.isPast(e.dueAt()) : e.endedAt().isAfter(e.dueAt()));
        String person = e.person() != null
                ? e.person()
                : switch (e.kind()) {
                    case "step" -> "系统";
                    case "task" -> open ? "待认领" : "—";
                    default -> "";
                };
        boolean timed = e.kind().equals("task") || e.kind().equals("phase");
        return new Step(
                e.kind(),
                e.name(),
                person,
                times.minute(e.startedAt()),
                times.minute(e.endedAt()),
                times.until(e.dueAt()),
                left,
                late,
                e.cancelled(),
                timed ? times.took(e.startedAt(), e.endedAt()) : "");
    }

    private Due due(DeadlineHistory.Line line) {
        boolean counting = line.finishedAt() == null && !line.paused();
        return new Due(
                line.label(),
                line.department(),
                line.statutory(),
                line.finishedAt() == null,
                times.until(line.dueAt()),
                counting ? times.left(line.dueAt()) : "",
                line.result(),
                line.tone(),
                line.why());
    }

    private Message message(CaseNotices.Notice notice) {
        return new Message(
                notice.kind(),
                notice.audience(),
                notice.state(),
                notice.failed(),
                times.minute(notice.queuedAt()),
                times.minute(notice.sentAt()));
    }
}
