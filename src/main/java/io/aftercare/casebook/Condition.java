package io.aftercare.casebook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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

    /** The text occurs somewhere in these columns; nothing if it is null or blank. */
    Condition ifFound(String text, String columns) {
        if (text != null && !text.isBlank()) {
            String cut = text.strip();
            cut = cut.substring(0, Math.min(cut.length(), MAX_TEXT));
            and(
                    "concat_ws(' ', " + columns + ") ilike ?",
                    "%" + storable(cut).replaceAll("([\\\\%_])", "\\\\$1") + "%");
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
