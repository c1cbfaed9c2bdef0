package io.aftercare.casebook;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Which rows of the register are wanted. What is null or blank does not filter; what is no known code finds nothing.
 *
 * @param status {@code open}, {@code closed}, {@code archived}, {@code withdrawn}, {@code duplicate} or {@code overdue}
 * @param text part of number, masked customer, description, product, order number or plan
 */
record RegisterFilter(String status, String department, String urgency, String text) {

    static final String OVERDUE = "overdue";
    private static final int MAX_TEXT = 100;

    /** A condition and its parameters, in order. */
    record Condition(String sql, List<Object> parameters) {}

    Condition condition(OffsetDateTime now) {
        List<String> parts = new ArrayList<>();
        List<Object> parameters = new ArrayList<>();
        if (OVERDUE.equals(status)) {
            parts.add("closed_at is null and due_at < ?");
            parameters.add(now);
        } else if (given(status)) {
            parts.add("status = ?");
            parameters.add(storable(status));
        }
        if (given(department)) {
            parts.add(
                    "(responsible_department = ? or responsible_department is null and ? = any(string_to_array(departments, ',')))");
            parameters.add(storable(department));
            parameters.add(storable(department));
        }
        if (given(urgency)) {
            parts.add("urgency = ?");
            parameters.add(storable(urgency));
        }
        if (given(text)) {
            String cut = text.strip();
            cut = cut.substring(0, Math.min(cut.length(), MAX_TEXT));
            parts.add("concat_ws(' ', case_number, customer_label, summary, product, order_number, plan_text) ilike ?");
            parameters.add("%" + storable(cut).replaceAll("([\\\\%_])", "\\\\$1") + "%");
        }
        return new Condition(parts.isEmpty() ? "true" : String.join(" and ", parts), parameters);
    }

    private static boolean given(String value) {
        return value != null && !value.isBlank();
    }

    private static String storable(String value) {
        return value.replaceAll("[\\x00\\p{Cs}]", "");
    }
}
