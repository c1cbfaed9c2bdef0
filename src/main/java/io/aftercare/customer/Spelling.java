package io.aftercare.customer;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** One spelling for what people type, paste and search: without what cannot be seen, with one width of every character. */
public final class Spelling {

    /**
     * Characters that are not seen but turn, hide or split what is: bidi controls, zero-width blanks and joiners, word joiner,
     * BOM, soft hyphen, variation selectors. Control characters are not among them: nobody's keyboard makes those.
     */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\ufe00-\\ufe0f\\u3164]");

    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern DASH = Pattern.compile("[\\p{Pd}\\u2212\\u30fc\\u2043]+");

    private Spelling() {}

    /** The text without invisible characters, in the compatibility form NFKC (full width becomes half), and with one blank for many. */
    public static String searched(String text) {
        String visible = INVISIBLE.matcher(text).replaceAll("");
        return BLANK.matcher(Normalizer.normalize(visible, Normalizer.Form.NFKC))
                .replaceAll(" ")
                .strip();
    }

    /** As {@link #searched}, without any blank, and with one hyphen for every dash: how a number or code is compared. */
    static String folded(String text) {
        return DASH.matcher(searched(text).replace(" ", "")).replaceAll("-");
    }
}
