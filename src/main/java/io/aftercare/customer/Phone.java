package io.aftercare.customer;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Telephone numbers, normalised so that one number has one spelling, which is also how people in China read it: mobile
 * {@code 13800138000}, landline with area code {@code 01062345678}, with extension {@code 01062345678-801}, service number
 * {@code 4001234567} or {@code 95533}; numbers of Hong Kong, Macau, Taiwan and abroad with their country code,
 * {@code +85291234567} (ITU-T E.164).
 */
public final class Phone {

    /** What a caller may say, in words that follow 应为. */
    public static final String HINT = "手机号、带区号的座机号或服务热线；港澳台和国外号码前面加 + 和国家或地区代码";

    /** Longest spelling that is looked at. */
    private static final int LONGEST = 60;

    /** China's numbering plan as carriers extend it: the library learns of a new block months after the first customer has it. */
    private static final Pattern CHINESE =
            Pattern.compile("1[3-9]\\d{9}|(?:010|02\\d)\\d{8}|0[3-9]\\d{2}\\d{7,8}|[48]00\\d{7}|95\\d{3,6}");

    /** Hong Kong, Macau and Taiwan, written without the plus; no Chinese number has these digits. */
    private static final Pattern NEIGHBOUR = Pattern.compile("(?:85[23]\\d{8}|8869\\d{8}|886[2-8]\\d{7,8})");

    private static final Pattern EXTENSION =
            Pattern.compile("([^转分#ex;]+)(?:转|分机|#|;?ext[.=]?|x)(\\d{1,6})", Pattern.CASE_INSENSITIVE);

    private static final Pattern LAST_HYPHEN = Pattern.compile("(.+)-(\\d{1,6})");

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private Phone() {}

    /** @return the normalised number, empty if this is none */
    public static Optional<String> normalise(String typed) {
        if (typed == null || typed.length() > LONGEST) {
            return Optional.empty();
        }
        String plain = plain(typed);
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

    /** Digits, plus, hyphens and the words for an extension; what people put between digits is gone. */
    private static String plain(String typed) {
        StringBuilder kept = new StringBuilder();
        Spelling.folded(typed).codePoints().forEach(c -> {
            if (Character.isDigit(c)) {
                kept.append(Character.digit(c, 10));
            } else if ("().·•・‧/、[]【】~～_".indexOf(c) < 0) {
                kept.appendCodePoint(c);
            }
        });
        return kept.toString();
    }

    private static Optional<String> number(String text) {
        String digits = text.replace("-", "");
        if (!digits.matches("\\+?\\d{5,20}")) {
            return Optional.empty();
        }
        String national = digits.replaceFirst("^(?:\\+86|0086|86(?=\\d{10}))", "");
        if (CHINESE.matcher(national).matches()) {
            return Optional.of(national);
        }
        // abroad an area code is written without its 0
        if (national.length() < digits.length()) {
            String withZero = "0" + national;
            return CHINESE.matcher(withZero).matches() ? Optional.of(withZero) : Optional.empty();
        }
        String international = NEIGHBOUR.matcher(digits).matches() ? "+" + digits : digits.replaceFirst("^00", "+");
        return international.startsWith("+") ? abroad(international) : Optional.empty();
    }

    private static Optional<String> abroad(String international) {
        try {
            PhoneNumber number = NUMBERS.parse(international, null);
            return NUMBERS.isValidNumber(number)
                    ? Optional.of(NUMBERS.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** First three and last four digits, e.g. {@code 138****5678}, and the country code of a foreign one; the extension is left out. */
    static String mask(String normalised) {
        String number = normalised.replaceFirst("-.*", "");
        int shown = number.startsWith("+") ? 4 : 3;
        return number.length() < shown + 6
                ? number.substring(0, 2) + "****"
                : number.substring(0, shown) + "****" + number.substring(number.length() - 4);
    }
}
