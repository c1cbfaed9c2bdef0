/**
 * Deadlines: what late means, and nothing else in the product decides it.
 *
 * <p>{@code bpmn/deadlines.dmn} says how long each step may take, in which calendar, and what may be changed about it; {@code
 * EngineDeadlineGate} lets no diagram and no table in that do not fit. A timer boundary event asks the bean {@code deadline}
 * for its next point in time; entering the step writes one row of the ledger, {@code aftercare.deadline_occurrence}, which
 * {@code warned}, {@code met}, {@code breached}, pauses, extensions and a newer table then update in the engine's own
 * transaction, together with the timer and the task. The event sub-process 超时处理 reads the ledger, never the order in which
 * timers fired, and gathers what it has to tell a person from all cases.
 *
 * <p>May use calendar, customer, notification and platform; knows no feature.
 */
package io.aftercare.deadline;
