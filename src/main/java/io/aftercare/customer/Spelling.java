package io.aftercare.customer;

import java.text.Normalizer;
import java.util.Optional;
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

    /** What a code may hold, in words that follow 应为. */
    public static final String CODE_HINT = "字母、数字、短横线和下划线";

    private static final int LONGEST_CODE = 64;
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

    private Spelling() {}

    /** A number or code of letters and digits in half width, without blanks and what cannot be seen; empty if this is none. */
    public static Optional<String> code(String typed) {
        if (typed == null || typed.length() > 4 * LONGEST_CODE) {
            return Optional.empty();
        }
        String code = folded(typed);
        return code.length() <= LONGEST_CODE && CODE.matcher(code).matches() ? Optional.of(code) : Optional.empty();
    }

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
