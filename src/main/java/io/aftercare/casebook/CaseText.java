package io.aftercare.casebook;

/** A text for a case's file, line by line; what is not known leaves its line out. */
public final class CaseText {

    private final StringBuilder text = new StringBuilder();

    /** A line {@code label：value}; none for null or blank. */
    public CaseText line(String label, String value) {
        if (value != null && !value.isBlank()) {
            text.append(label).append("：").append(value).append('\n');
        }
        return this;
    }

    /** A line as it is. */
    public CaseText line(String line) {
        text.append(line).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** At most so many characters (code points); what was cut ends with an ellipsis. Null stays null. */
    public static String shorten(String text, int length) {
        return text == null || text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length - 1)) + "…";
    }
}
