/**
 * After-sales (requirements A1–A8): return, exchange, refund, reshipment, repair and compensation, from the request to the archive. The
 * flow stands in {@code bpmn/after-sales.bpmn}, what the law and the policy allow in {@code bpmn/eligibility.dmn} and {@code
 * bpmn/freight.dmn}. This package holds what the diagram asks of code.
 *
 * <p>May use casebook, customer, deadline, calendar, form, fulfilment, notification and platform; nobody uses it. A complaint hands a case
 * over, and takes one, through {@link io.aftercare.casebook.CaseOpener}.
 */
package io.aftercare.aftersales;
