/**
 * Complaints from receipt to archive (requirements C1–C17): the room of {@code bpmn/complaint.bpmn}.
 *
 * <p>{@link io.aftercare.complaint.ComplaintProcess} names what the diagram and the code share. Delegates and listeners are
 * glue: they read variables, call one method of {@link io.aftercare.complaint.Complaints}, write variables. Rules stand in
 * decision tables, texts in forms and templates.
 *
 * <p>May use casebook, customer, deadline, form, notification and platform; no other feature.
 */
package io.aftercare.complaint;
