package io.aftercare.deadline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads, in a diagram's text, which steps of the deadline table its expressions ask for: {@code deadline.timer(execution,
 * 'step', scope)} and its sisters. A step is a fixed text; a scope is one, or a choice {@code condition ? 'one' : 'other'}
 * between some, so that all of them can be looked up before a case asks.
 */
final class DeadlineExpressions {

    private static final Pattern CALL =
            Pattern.compile("\\bdeadline\\s*\\.\\s*(?:timer|moment|cycle|length|wouldBeDue)\\s*\\(");

    private static final Pattern TEXT = Pattern.compile("'([^'\\\\]+)'");

    /**
     * What one call asks for.
     *
     * @param written as it stands in the text
     * @param step empty if it is no fixed text
     * @param scopes null among them where the call names none; empty if they are not all fixed texts
     */
    record Call(String written, Optional<String> step, Set<String> scopes) {}

    private DeadlineExpressions() {}

    static List<Call> calls(String text) {
        List<Call> calls = new ArrayList<>();
        Matcher call = CALL.matcher(text);
        while (call.find()) {
            int end = closing(text, call.end());
            List<String> arguments = split(text.substring(call.end(), end), ',');
            Matcher step = TEXT.matcher(arguments.size() < 2 ? "" : arguments.get(1));
            calls.add(new Call(
                    text.substring(call.start(), Math.min(end + 1, text.length())),
                    step.matches() ? Optional.of(step.group(1)) : Optional.empty(),
                    scopes(arguments)));
        }
        return calls;
    }

    private static Set<String> scopes(List<String> arguments) {
        Set<String> scopes = new LinkedHashSet<>();
        boolean fixed = arguments.size() <= 3 && collect(arguments.size() < 3 ? "null" : arguments.get(2), scopes);
        return fixed ? scopes : Set.of();
    }

    /** Adds the texts that {@code expression} may yield; false if it may yield anything else. */
    private static boolean collect(String expression, Set<String> texts) {
        Matcher text = TEXT.matcher(expression);
        if (text.matches()) {
            texts.add(text.group(1));
            return true;
        }
        if (expression.equals("null")) {
            texts.add(null);
            return true;
        }
        List<String> choice = split(expression, '?');
        if (choice.size() < 2) {
            return false;
        }
        // a choice in the first branch brings a question mark of its own, and its colon before ours
        String branches =
                expression.substring(expression.indexOf('?', choice.get(0).length()) + 1);
        int colon = colon(branches);
        return colon >= 0
                && collect(branches.substring(0, colon).strip(), texts)
                && collect(branches.substring(colon + 1).strip(), texts);
    }

    private static int colon(String branches) {
        int open = 0;
        for (int i = next(branches, 0); i < branches.length(); i = next(branches, i + 1)) {
            char c = branches.charAt(i);
            if (c == '?') {
                open++;
            } else if (c == ':' && open-- == 0) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = next(text, 0); i < text.length(); i = next(text, i + 1)) {
            if (text.charAt(i) == separator) {
                parts.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(text.substring(from).strip());
        return parts;
    }

    /** Where the parenthesis that was opened before {@code from} is closed; the text's end if it is not. */
    private static int closing(String text, int from) {
        int i = next(text, from);
        while (i < text.length() && text.charAt(i) != ')') {
            i = next(text, i + 1);
        }
        return i;
    }

    /** The first character from {@code at} on that stands neither in quotation marks nor in brackets. */
    private static int next(String text, int at) {
        int i = at;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\'' || c == '"') {
                int end = text.indexOf(c, i + 1);
                i = end < 0 ? text.length() : end + 1;
            } else if (c == '(') {
                i = Math.min(closing(text, i + 1) + 1, text.length());
            } else {
                return i;
            }
        }
        return text.length();
    }
}
