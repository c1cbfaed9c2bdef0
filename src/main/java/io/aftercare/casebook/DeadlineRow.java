package io.aftercare.casebook;

import java.time.Instant;

/**
 * An open deadline as people read it.
 *
 * @param person name of who has the step; 待认领 while nobody took it; — for one without a task in a case without a handler
 * @param waiting whether the step waits for somebody to take it
 * @param state e.g. 已预警 or 暂停中至 2026-11-25 10:00
 * @param tone how the state is coloured: good, wait, bad or empty
 * @param left e.g. 还剩 25分钟 or 已超时 3小时; 计时暂停 while the clock stands still
 * @param law the case's earliest open statutory deadline, or null
 */
record DeadlineRow(
        String caseNumber,
        String urgency,
        String urgencyLabel,
        String customer,
        String kind,
        String kindLabel,
        String step,
        String department,
        String person,
        boolean waiting,
        Instant startedAt,
        Instant dueAt,
        String left,
        boolean overdue,
        String state,
        String tone,
        String basis,
        String calendar,
        Instant law) {}
