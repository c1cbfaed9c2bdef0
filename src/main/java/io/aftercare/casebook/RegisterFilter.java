package io.aftercare.casebook;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * Which rows of the register are wanted. What is null or blank does not filter; what is no known code finds nothing.
 *
 * @param process key of the process whose cases are wanted, e.g. {@code complaint}
 * @param status {@code open}, {@code closed}, {@code archived}, {@code withdrawn}, {@code duplicate}, {@code cancelled} or {@code overdue}
 * @param text part of number, masked customer, description, product, order number or plan; or a customer's whole telephone number
 */
record RegisterFilter(String process, String status, String department, String urgency, String text) {

    static final String OVERDUE = "overdue";

    /** @param customers ids of those whose telephone number {@link #text} is */
    Condition condition(OffsetDateTime now, List<String> customers) {
        Condition wanted = new Condition();
        if (OVERDUE.equals(status)) {
            wanted.and("status = 'open' and due_at < ?", now);
        } else {
            wanted.ifGiven(status, "status = ?");
        }
        return wanted.ifGiven(process, "process_key = ?")
                .ifGiven(
                        department,
                        "responsible_department = ? or responsible_department is null and ? = any(string_to_array(departments, ','))")
                .ifGiven(urgency, "urgency = ?")
                .ifFound(
                        text,
                        "case_number, customer_label, summary, product, order_number, plan_text",
                        "customer_id",
                        customers);
    }
}
