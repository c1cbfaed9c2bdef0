package io.aftercare.customer;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Order, parcel and payment numbers, which people read out, paste and type in any case and width. */
public final class OrderNumber {

    /** What one may hold, in words that follow 应为. */
    public static final String HINT = "字母、数字、短横线和下划线";

    private static final int LONGEST = 64;
    private static final Pattern CODE = Pattern.compile("[A-Z0-9][A-Z0-9_-]*");

    private OrderNumber() {}

    /** The number in capitals and half width, without blanks and what cannot be seen; empty if this is none. */
    public static Optional<String> normalise(String typed) {
        if (typed == null || typed.length() > 4 * LONGEST) {
            return Optional.empty();
        }
        String number = Spelling.folded(typed).toUpperCase(Locale.ROOT);
        return number.length() <= LONGEST && CODE.matcher(number).matches() ? Optional.of(number) : Optional.empty();
    }
}
