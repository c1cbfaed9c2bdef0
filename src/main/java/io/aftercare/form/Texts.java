package io.aftercare.form;

/** Text as people may enter it. */
final class Texts {

    private static final int SHORT = 60;

    private Texts() {}

    /**
     * Without what only deceives or breaks things: control characters, halves of surrogate pairs, overrides and isolates
     * of the writing direction (Unicode TR 36, "Bidirectional Text Spoofing"). Emoji with their joiners and right-to-left
     * scripts are text like any other.
     *
     * @param lines whether line feeds and tabs stay; otherwise they become blanks, as in form-js
     */
    static String clean(String text, boolean lines) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r') {
                boolean paired = i + 1 < text.length() && text.charAt(i + 1) == '\n';
                if (!paired) {
                    clean.append(lines ? '\n' : ' ');
                }
            } else if (c == '\n' || c == '\t') {
                clean.append(lines ? c : ' ');
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                clean.append(c).append(text.charAt(++i));
            } else if (!Character.isISOControl(c) && !Character.isSurrogate(c) && !turnsDirection(c)) {
                clean.append(c);
            }
        }
        return clean.toString().strip();
    }

    /** Whether nothing of it can be seen. */
    static boolean isBlank(String text) {
        return text.codePoints()
                .allMatch(c -> Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.FORMAT
                        || c == 0x3164 // Hangul filler
                        || c >= 0xFE00 && c <= 0xFE0F);
    }

    /** A name that a caller chose, fit to be repeated to them. */
    static String shortened(String name) {
        String clean = clean(name, false);
        return clean.length() <= SHORT ? clean : clean.substring(0, clean.offsetByCodePoints(0, SHORT / 2)) + "…";
    }

    private static boolean turnsDirection(char c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }
}
