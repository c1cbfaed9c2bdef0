package io.aftercare.casebook;

import io.aftercare.customer.Spelling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which rows are wanted, as SQL with its parameters in order. What a person typed is always a parameter. */
final class Condition {

    private static final int MAX_TEXT = 100;

    private final List<String> parts = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    /** One more that must hold. */
    Condition and(String sql, Object... values) {
        parts.add("(" + sql + ")");
        Collections.addAll(parameters, values);
        return this;
    }

    /** As {@link #and}, with {@code value} for every {@code ?}; nothing if the value is null or blank. */
    Condition ifGiven(String value, String sql) {
        if (value != null && !value.isBlank()) {
            and(
                    sql,
                    Collections.nCopies((int) sql.chars().filter(c -> c == '?').count(), storable(value))
                            .toArray());
        }
        return this;
    }

    /**
     * The text occurs somewhere in these columns, as it was typed, in half width without what cannot be seen, or as a number
     * without blanks; or the row is one of these customers'. Nothing if it is null or blank.
     *
     * @param customers ids of those whose telephone number the text is
     */
    Condition ifFound(String text, String columns, String customerColumn, List<String> customers) {
        if (text != null && !text.isBlank()) {
            String typed = text.strip();
            String cut = typed.substring(
                    0, typed.offsetByCodePoints(0, Math.min(typed.codePointCount(0, typed.length()), MAX_TEXT)));
            Set<String> spellings = new LinkedHashSet<>(List.of(cut, Spelling.searched(cut)));
            Spelling.code(cut).ifPresent(spellings::add);
            List<String> ways = new ArrayList<>();
            List<Object> values = new ArrayList<>();
            for (String spelling : spellings) {
                ways.add("concat_ws(' ', " + columns + ") ilike ?");
                values.add("%" + storable(spelling).replaceAll("([\\\\%_])", "\\\\$1") + "%");
            }
            for (String customer : customers) {
                ways.add(customerColumn + " = ?");
                values.add(customer);
            }
            and(String.join(" or ", ways), values.toArray());
        }
        return this;
    }

    String sql() {
        return parts.isEmpty() ? "true" : String.join(" and ", parts);
    }

    Object[] parameters() {
        return parameters.toArray();
    }

    /** PostgreSQL keeps neither zero characters nor halves of a pair. */
    private static String storable(String value) {
        return value.replaceAll("[\\x00\\p{Cs}]", "");
    }
}
