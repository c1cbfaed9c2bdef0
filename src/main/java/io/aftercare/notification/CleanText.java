package io.aftercare.notification;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Text of other people's making, made fit for a mail: no control characters (a line break would start a header), no
 * characters that turn the direction of writing (they make a text read as something else), no broken characters.
 */
final class CleanText {

    private CleanText() {}

    /** On one line of at most so many code points, inner white space as single spaces; null if nothing is left. */
    static String line(String text, int maxLength) {
        if (text == null) {
            return null;
        }
        StringBuilder kept = new StringBuilder(Math.min(text.length(), maxLength));
        int length = 0;
        boolean space = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
                space = kept.length() > 0;
            } else if (visible(c)) {
                if (length + 2 > maxLength) {
                    kept.append('…');
                    break;
                }
                if (space) {
                    kept.append(' ');
                    length++;
                    space = false;
                }
                kept.appendCodePoint(c);
                length++;
            }
        }
        return kept.isEmpty() ? null : kept.toString();
    }

    /** As lines without empty ones at either end; null if nothing is left. */
    static List<String> lines(String text, int maxLength) {
        if (text == null) {
            return null;
        }
        String cut = text.codePointCount(0, text.length()) > maxLength
                ? text.substring(0, text.offsetByCodePoints(0, maxLength)) + "…"
                : text;
        List<String> lines = Arrays.stream(cut.split("\\R"))
                .map(l -> line(l, maxLength))
                .filter(Objects::nonNull)
                .toList();
        return lines.isEmpty() ? null : lines;
    }

    private static boolean visible(int c) {
        return switch (Character.getType(c)) {
            case Character.SURROGATE, Character.PRIVATE_USE -> false;
                // of the invisible ones only the joiners stay: emoji and some scripts are built with them
            case Character.FORMAT -> c == 0x200C || c == 0x200D;
            default -> (c & 0xFFFE) != 0xFFFE;
        };
    }
}
