/**
 * Requests outside the policy (requirements E1, A4): written application, quick approval, alternative, filed, and a word to the keeper of
 * the policy. {@code bpmn/special-request.bpmn} is called by other processes; its tasks, deadlines and messages are the calling case's.
 *
 * <p>May use casebook, fulfilment (what an order can still be paid back), form and platform; nobody uses it: the diagrams call the diagram.
 */
package io.aftercare.specialrequest;
