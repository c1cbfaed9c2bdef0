package io.aftercare.casebook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.util.UriUtils;

/**
 * Which open deadlines are wanted. What is null or blank does not filter; what is no known code finds nothing.
 *
 * @param due key of a {@link Due}; anything else for all
 * @param person user id of who has the step, {@link #NOBODY} for what waits to be taken
 * @param step name of the step as the diagram shows it
 * @param kind {@code internal} or {@code statutory}
 * @param text part of the case number, order number or masked customer; or a customer's whole telephone number
 */
record DeadlineFilter(
        String due, String department, String person, String step, String urgency, String kind, String text) {

    /** No user id looks like this. */
    static final String NOBODY = "-";

    /** How pressing a deadline is; the counts above the list. A paused one is never late. */
    enum Due {
        OVERDUE("已超时", "d.overdue"),
        HOUR("一小时内到期", "d.within_hour"),
        TODAY("今日到期", "d.within_day"),
        PAUSED("暂停中", "d.paused_at is not null"),
        ALL("全部未完成", "true");

        final String label;
        final String sql;

        Due(String label, String sql) {
            this.label = label;
            this.sql = sql;
        }

        String key() {
            return this == ALL ? "" : name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    Due wanted() {
        for (Due known : Due.values()) {
            if (known.key().equals(due)) {
                return known;
            }
        }
        return Due.ALL;
    }

    /**
     * Everything but {@link #due}, on the columns of {@link DeadlineBoard}.
     *
     * @param customers ids of those whose telephone number {@link #text} is
     */
    Condition condition(List<String> customers) {
        Condition wanted = new Condition();
        if (NOBODY.equals(person)) {
            wanted.and("d.waiting");
        } else {
            wanted.ifGiven(person, "d.assignee = ?");
        }
        return wanted.ifGiven(department, "d.department = ?")
                .ifGiven(step, "d.label = ?")
                .ifGiven(urgency, "d.urgency = ?")
                .ifGiven(kind, "d.kind = ?")
                .ifFound(text, "d.case_number, d.customer_label, d.order_number", "d.customer_id", customers);
    }

    /** The address of the same filter at another place: {@code path}, {@code due} and page are given, the rest stays. */
    String address(String path, Due due, int page) {
        List<String> parameters = new ArrayList<>();
        add(parameters, "due", due.key());
        add(parameters, "department", department);
        add(parameters, "person", person);
        add(parameters, "step", step);
        add(parameters, "urgency", urgency);
        add(parameters, "kind", kind);
        add(parameters, "text", text);
        add(parameters, "page", page > 1 ? String.valueOf(page) : "");
        return parameters.isEmpty() ? path : path + "?" + String.join("&", parameters);
    }

    private static void add(List<String> parameters, String name, String value) {
        if (value != null && !value.isBlank()) {
            parameters.add(name + "=" + UriUtils.encode(value, StandardCharsets.UTF_8));
        }
    }
}
