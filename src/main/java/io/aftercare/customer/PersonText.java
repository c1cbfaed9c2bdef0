package io.aftercare.customer;

import io.aftercare.platform.Refusal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Cleans and checks what people type about people. */
final class PersonText {

    static final int MAX_NAME = 60;
    static final int MAX_EMAIL = 254;
    static final int MAX_ADDRESS = 200;
    static final int MAX_STATEMENT = 20_000;

    /** Characters that are not seen but turn, hide or split what is: bidi controls, zero-width space, word joiner, BOM, soft hyphen. */
    private static final Pattern INVISIBLE = Pattern.compile(
            "[\\u00ad\\u061c\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufeff]");

    private PersonText() {}

    /** The text without invisible characters that change how it reads, and without surrounding blanks; null if nothing is left. */
    static String clean(String text) {
        if (text == null) {
            return null;
        }
        String cleaned = INVISIBLE.matcher(text).replaceAll("").strip();
        return cleaned.isEmpty() ? null : cleaned;
    }

    /** One line of text, checked for length and control characters; null if absent. */
    static String line(String value, String field, String label, int max, Refusal.Findings findings) {
        String cleaned = clean(value);
        if (cleaned != null) {
            if (cleaned.codePoints()
                    .anyMatch(c -> Character.isISOControl(c) || isBroken(c) || c == 0x2028 || c == 0x2029)) {
                findings.add(field, label + "不能包含换行等控制字符");
            } else if (cleaned.codePointCount(0, cleaned.length()) > max) {
                findings.add(field, label + "不能超过" + max + "个字");
            }
        }
        return cleaned;
    }

    /** Text of several lines, checked for length and for control characters other than line break and tab; null if absent. */
    static String paragraph(String value, String field, String label, int max, Refusal.Findings findings) {
        String cleaned = clean(value);
        if (cleaned != null) {
            if (cleaned.length() > 2 * max || cleaned.codePointCount(0, cleaned.length()) > max) {
                findings.add(field, label + "不能超过" + max + "个字");
            } else if (cleaned.codePoints()
                    .anyMatch(c -> isBroken(c) || Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
                findings.add(field, label + "不能包含控制字符");
            }
        }
        return cleaned;
    }

    static String email(String value, String field, Refusal.Findings findings) {
        String cleaned = line(value, field, "电子邮箱", MAX_EMAIL, findings);
        if (cleaned == null) {
            return null;
        }
        Optional<String> address = MailAddress.normalise(cleaned);
        if (address.isEmpty() && cleaned.length() <= MAX_EMAIL) {
            findings.add(field, "电子邮箱应为" + MailAddress.HINT);
        }
        return address.orElse(cleaned);
    }

    /** Half of a surrogate pair: no character, and no database takes it. */
    private static boolean isBroken(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
