package io.aftercare.customer;

import java.util.Locale;
import java.util.Optional;

/** Order numbers, which people read out, paste and type in any case and width. */
public final class OrderNumber {

    private OrderNumber() {}

    /** The number in capitals and half width, without blanks and what cannot be seen; empty if this is none. */
    public static Optional<String> normalise(String typed) {
        return Spelling.code(typed).map(number -> number.toUpperCase(Locale.ROOT));
    }
}
