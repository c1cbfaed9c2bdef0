/**
 * Wording 话术: what to say to a customer at which step (P2), and what never to write to one 服务忌语. Both are tables of the
 * process owner, {@code bpmn/wording.dmn} and {@code bpmn/service-taboo.dmn}; the newest deployed version counts.
 *
 * <p>May use calendar, form and platform; knows no feature.
 */
package io.aftercare.wording;
