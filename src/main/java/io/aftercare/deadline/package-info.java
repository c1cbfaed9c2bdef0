/**
 * Deadlines: what late means, and nothing else in the product decides it.
 *
 * <p>{@code bpmn/deadlines.dmn} says how long each step may take. A timer boundary event asks the bean {@code deadline} for
 * its next point in time; entering the step writes one row of the ledger, {@code aftercare.deadline_occurrence}, which
 * {@code warned}, {@code met}, {@code breached} and {@code cancelled} then update in the engine's own transaction. The event
 * sub-process 超时处理 reads the ledger, never the order in which timers fired.
 *
 * <p>May use platform and notification; knows no feature.
 */
package io.aftercare.deadline;
