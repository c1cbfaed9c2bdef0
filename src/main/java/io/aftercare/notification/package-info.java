/**
 * What Aftercare tells people: the wording of each message, sending it, its log, and the page on which staff read it.
 *
 * <p>A message is rendered when its moment comes, in the caller's transaction, so that it says what was true then, and
 * sent later by an asynchronous service task. A customer who cannot be reached by mail is called: never silence.
 *
 * <p>It may use platform and customer, and knows no feature. {@code org.camunda} stands in the delegates, the listener and
 * the {@code Engine*} classes only.
 */
package io.aftercare.notification;
