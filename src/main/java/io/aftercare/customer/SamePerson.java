package io.aftercare.customer;

import java.util.Locale;

/** Whether who gives a known telephone number, and another name than the known one, is the same person. */
public enum SamePerson {
    SAME,
    OTHER,
    /** Nobody can say now: received as somebody else, and to be asked later. */
    UNKNOWN,
    /** Not asked yet: to be refused with the question. */
    UNASKED;

    /** @param code {@code same}, {@code other} or {@code unknown}; anything else is {@link #UNASKED} */
    public static SamePerson of(String code) {
        for (SamePerson known : values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(code)) {
                return known;
            }
        }
        return UNASKED;
    }
}
