package io.aftercare.customer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chinese telephone numbers, normalised so that one number has one spelling: mobile {@code 13800138000}, landline with
 * area code {@code 01062345678}, with extension {@code 01062345678-801}, service number {@code 4001234567}.
 */
final class Phone {

    private static final Pattern NUMBER =
            Pattern.compile("1[3-9]\\d{9}|(?:010|02\\d)\\d{8}|0[3-9]\\d{2}\\d{7,8}|[48]00\\d{7}");

    private static final Pattern EXTENSION =
            Pattern.compile("(.+?)(?:转|分机|#|ext\\.?|x)(\\d{1,6})", Pattern.CASE_INSENSITIVE);

    private static final Pattern LAST_HYPHEN = Pattern.compile("(.+)-(\\d{1,6})");

    private Phone() {}

    /** @return the normalised number, empty if this is none */
    static Optional<String> normalise(String typed) {
        if (typed == null || typed.length() > 60) {
            return Optional.empty();
        }
        StringBuilder kept = new StringBuilder();
        typed.chars().map(Phone::halfWidth).forEach(c -> {
            if (!Character.isWhitespace(c) && !Character.isSpaceChar(c) && "().·".indexOf(c) < 0) {
                kept.append((char) c);
            }
        });
        String plain = kept.toString();
        Matcher marked = EXTENSION.matcher(plain);
        if (marked.matches()) {
            return number(marked.group(1)).map(n -> n + "-" + marked.group(2));
        }
        Optional<String> whole = number(plain);
        Matcher hyphen = LAST_HYPHEN.matcher(plain);
        if (whole.isPresent() || !hyphen.matches()) {
            return whole;
        }
        return number(hyphen.group(1)).map(n -> n + "-" + hyphen.group(2));
    }

    private static Optional<String> number(String text) {
        String digits = text.replace("-", "");
        String national = digits.replaceFirst("^(?:\\+86|0086|86(?=\\d{10}))", "");
        if (NUMBER.matcher(national).matches()) {
            return Optional.of(national);
        }
        // abroad an area code is written without its 0
        String withZero = "0" + national;
        boolean countryCode = national.length() < digits.length();
        return countryCode && NUMBER.matcher(withZero).matches() ? Optional.of(withZero) : Optional.empty();
    }

    /** First three and last four digits, e.g. {@code 138****5678}; the extension is left out. */
    static String mask(String normalised) {
        String number = normalised.replaceFirst("-.*", "");
        return number.substring(0, 3) + "****" + number.substring(number.length() - 4);
    }

    private static int halfWidth(int c) {
        if (c >= '！' && c <= '～') {
            return c - '！' + '!';
        }
        return c == '—' || c == '–' || c == '‐' || c == '‑' || c == '−' ? '-' : c;
    }
}
