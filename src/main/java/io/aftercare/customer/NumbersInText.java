package io.aftercare.customer;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.aftercare.customer.FoldedText.Sort;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Finds telephone numbers, identity cards and bank cards among the digits of a text, whatever stands between the digits. Looks
 * at no more than the next 19 digits from any place, so the work is in proportion to the text.
 */
final class NumbersInText {

    /** What stands before a digit. */
    private enum Gap {
        NONE,
        /** Nothing, but one of the two is a Chinese numeral and the other is not: 周一13800138000. */
        CHANGE,
        /** Blanks and hyphens. */
        NARROW,
        /** Other marks. */
        WIDE,
        /** Words, or so much that no number goes on behind it. */
        BREAK
    }

    private static final int LONGEST = 19;
    private static final int LONGEST_GAP = 12;
    private static final int MOST_MARKS = 3;

    /** How people write the eleven digits of a mobile number in groups; a list of prices looks otherwise. */
    private static final Set<String> MOBILE_GROUPS = Set.of(
            "3-4-4", "3-8", "7-4", "4-4-3", "3-3-5", "4-7", "5-6", "6-5", "3-2-2-2-2", "3-4-2-2", "3-3-3-2", "2-3-3-3");

    private static final Set<String> SERVICE_GROUPS =
            Set.of("3-7", "3-3-4", "3-4-3", "4-3-3", "3-2-5", "3-5-2", "3-2-2-3");

    private static final Set<String> LOCAL_GROUPS = Set.of("4-4", "3-4", "3-5", "8", "7", "4-3", "2-2-2-2");

    private static final Set<String> TAIWAN_GROUPS =
            Set.of("3-3-3", "9", "1-4-4", "1-8", "4-3-3", "4-6", "3-6", "2-4-4", "2-8", "10");

    private static final Set<String> IDENTITY_GROUPS = Set.of(
            "6-8-4", "6-4-4-4", "6-4-2-2-4", "3-3-4-4-4", "6-8-3", "6-11", "6-12", "6-6-3", "6-4-2-2-3", "6-4-4-3");

    private static final Set<String> CARD_GROUPS = Set.of(
            "4-4-4-4", "4-4-4-4-3", "4-4-4-4-2", "4-4-4-4-1", "4-4-4-3", "4-4-4-2", "6-13", "4-6-5", "6-10", "8-8");

    private static final String UNITS = "元块件个台只套箱盒瓶天次折%年月人";

    private static final PhoneNumberUtil COUNTRIES = PhoneNumberUtil.getInstance();

    private final FoldedText text;
    private final Spans spans;
    private final BitSet times = new BitSet();
    private final int[] at;
    private final Gap[] gaps;
    private int count;

    private NumbersInText(FoldedText text, Spans spans) {
        this.text = text;
        this.spans = spans;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            digits += text.digit(i) >= 0 ? 1 : 0;
        }
        at = new int[digits];
        gaps = new Gap[digits];
        times();
        for (int i = 0; i < text.length(); i++) {
            if (text.digit(i) >= 0) {
                gaps[count] = gap(i);
                at[count++] = i;
            }
        }
    }

    /** @param own numbers that are known, normalised */
    static void find(FoldedText text, Collection<String> own, Spans spans) {
        new NumbersInText(text, spans)
                .find(own.stream().map(each -> each.replaceFirst("-.*", "")).toList());
    }

    private void find(List<String> own) {
        for (int i = 0; i < count; i++) {
            if (gaps[i] == Gap.NONE) {
                continue;
            }
            for (String each : own) {
                known(i, each);
            }
            if (spans.isOfGoods(at[i])) {
                // who writes a mobile number or an identity card there means a person all the same
                mobile(i);
                card(i);
            } else if (isAbroad(i)) {
                abroad(i);
            } else {
                mobile(i);
                landline(i);
                service(i);
                neighbour(i);
                card(i);
            }
        }
    }

    private void known(int from, String own) {
        String number = own.startsWith("+") ? own.substring(1) : own;
        if (number.length() > 5 && isKnown(from, number)) {
            spans.add(at[from], at[from + number.length() - 1] + 1, Phone.mask(own));
        }
    }

    /** Finds times of day, 9:00 and 14:00:05: their digits are of no number. */
    private void times() {
        for (int i = 0; i < text.length(); i++) {
            if (text.digit(i) < 0 || text.digit(i - 1) >= 0 || text.at(i - 1) == ':') {
                continue;
            }
            int hours = pair(i);
            int end = text.digit(i + 1) < 0 ? i + 1 : i + 2;
            int groups = 1;
            while (groups < 4 && text.at(end) == ':' && text.digit(end + 2) >= 0 && pair(end + 1) < 60) {
                end += 3;
                groups++;
            }
            if (hours <= 24 && (groups == 2 || groups == 3) && text.at(end) != ':' && text.digit(end) < 0) {
                times.set(i, end);
            }
        }
    }

    /** The value of one or two digits. */
    private int pair(int i) {
        return text.digit(i + 1) < 0 ? text.digit(i) : 10 * text.digit(i) + text.digit(i + 1);
    }

    private Gap gap(int i) {
        if (count == 0) {
            return Gap.BREAK;
        }
        int before = at[count - 1];
        if (times.get(i) && (!times.get(i - 1) || i - before > 1) || times.get(before) && !times.get(i)) {
            return Gap.BREAK;
        }
        if (i - before == 1) {
            return (text.sort(i) == Sort.DIGIT) == (text.sort(before) == Sort.DIGIT) ? Gap.NONE : Gap.CHANGE;
        }
        if (i - before - 1 > LONGEST_GAP) {
            return Gap.BREAK;
        }
        int wide = 0;
        boolean same = text.at(i - 1) != '*';
        for (int k = before + 1; k < i; k++) {
            if (!text.isMark(k)) {
                return Gap.BREAK;
            }
            wide += text.sort(k) == Sort.WIDE ? 1 : 0;
            same &= text.at(k) == text.at(i - 1);
        }
        // one mark again and again is one; stars are what was masked before
        return wide == 0 ? Gap.NARROW : wide <= MOST_MARKS || same ? Gap.WIDE : Gap.BREAK;
    }

    private int digit(int i) {
        return i >= count ? -1 : text.digit(at[i]);
    }

    /** Whether these digits are one number: nothing but marks between them, and no digit directly before or behind. */
    private boolean isNumber(int from, int length) {
        return from + length <= count
                && (from + length == count || gaps[from + length] != Gap.NONE)
                && isTogether(from, length);
    }

    private boolean isTogether(int from, int length) {
        for (int i = from + 1; i < from + length; i++) {
            if (gaps[i] == Gap.BREAK) {
                return false;
            }
        }
        return true;
    }

    private boolean hasWideGap(int from, int length) {
        for (int i = from + 1; i < from + length; i++) {
            if (gaps[i] == Gap.WIDE) {
                return true;
            }
        }
        return false;
    }

    /** Whether the digits stand in such groups as people write, where more than blanks and hyphens is between them. */
    private boolean isGrouped(int from, int length, Set<String> usual) {
        if (!hasWideGap(from, length)) {
            return true;
        }
        StringBuilder groups = new StringBuilder();
        int size = 1;
        int ones = 0;
        int all = 0;
        for (int i = from + 1; i <= from + length; i++) {
            if (i == from + length || gaps[i] == Gap.NARROW || gaps[i] == Gap.WIDE) {
                groups.append(groups.isEmpty() ? "" : "-").append(size);
                ones += size == 1 ? 1 : 0;
                all++;
                size = 0;
            }
            size++;
        }
        return (ones == all || usual.contains(groups.toString())) && !isList(from, length);
    }

    /** 150、1200、1300元: a unit behind, and before it amounts as they are asked for, none of which begins with a nought. */
    private boolean isList(int from, int length) {
        int after = at[from + length - 1] + 1;
        if (UNITS.indexOf(text.at(text.at(after) == ' ' ? after + 1 : after)) < 0) {
            return false;
        }
        // the first is left out: three digits before two fours are as often a price as a mobile number's
        boolean behindFirst = false;
        for (int i = from; i < from + length; i++) {
            boolean first = i > from && gaps[i] != Gap.NONE && gaps[i] != Gap.CHANGE;
            boolean last = i + 1 == from + length || gaps[i + 1] != Gap.NONE && gaps[i + 1] != Gap.CHANGE;
            behindFirst |= first;
            if (first && digit(i) == 0 || behindFirst && last && "0589".indexOf('0' + digit(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private String digits(int from, int length) {
        StringBuilder digits = new StringBuilder(length);
        for (int i = from; i < from + length; i++) {
            digits.append((char) ('0' + digit(i)));
        }
        return digits.toString();
    }

    private void mask(int from, int start, int length, int head, int tail) {
        spans.add(at[from], at[start + length - 1] + 1, () -> {
            String digits = digits(start, length);
            return digits.substring(0, head) + "****" + digits.substring(length - tail);
        });
    }

    private boolean isKnown(int from, String number) {
        for (int i = 0; i < number.length(); i++) {
            if (digit(from + i) != number.charAt(i) - '0') {
                return false;
            }
        }
        return isNumber(from, number.length());
    }

    private void mobile(int from) {
        int start = from;
        if (digit(start) == 0 && digit(start + 1) == 0 && digit(start + 2) == 8 && digit(start + 3) == 6) {
            start += 4;
        } else if (digit(start) == 8 && digit(start + 1) == 6) {
            start += 2;
        } else if (digit(start) == 0) {
            start++;
        }
        if (digit(start) == 1
                && digit(start + 1) >= 3
                && isNumber(from, start - from + 11)
                && isGrouped(start, 11, MOBILE_GROUPS)) {
            mask(from, start, 11, 3, 4);
        }
    }

    private void landline(int from) {
        if (digit(from) != 0) {
            return;
        }
        int area;
        if (digit(from + 1) == 1 && digit(from + 2) == 0 || digit(from + 1) == 2) {
            area = 3;
        } else if (digit(from + 1) >= 3) {
            area = 4;
        } else {
            return;
        }
        int first = digit(from + area);
        if (first < 2 || first > 8) {
            return;
        }
        for (int length = area + 8; length >= area + 7; length--) {
            if (isNumber(from, length) && isGrouped(from + area, length - area, LOCAL_GROUPS)) {
                mask(from, from, length, 3, 4);
                return;
            }
        }
    }

    /** 400 and 800 numbers: a small business is often a person. */
    private void service(int from) {
        int first = digit(from);
        if ((first == 4 || first == 8)
                && digit(from + 1) == 0
                && digit(from + 2) == 0
                && isNumber(from, 10)
                && isGrouped(from, 10, SERVICE_GROUPS)) {
            mask(from, from, 10, 3, 4);
        }
    }

    private boolean isAbroad(int i) {
        int before = at[i] - 1;
        while (before > at[i] - 3 && (text.at(before) == ' ' || text.at(before) == '(')) {
            before--;
        }
        return text.at(before) == '+' && (text.digit(before - 1) < 0 && text.sort(before - 1) != Sort.LETTER);
    }

    /** Behind a plus any number of any country (ITU-T E.164: up to 15 digits). */
    private void abroad(int from) {
        if (digit(from) == 8 && digit(from + 1) == 6) {
            mobile(from);
        }
        for (int length = Math.min(15, count - from); length >= 8; length--) {
            if (isNumber(from, length)) {
                mask(from, from, length, 3, 4);
                return;
            }
        }
    }

    /** Hong Kong, Macau and Taiwan without a plus, with 00 or with a mark behind the country's number. */
    private void neighbour(int from) {
        int start = digit(from) == 0 && digit(from + 1) == 0 ? from + 2 : from;
        if (digit(start) != 8 || start + 3 >= count) {
            abroadByZeros(from);
            return;
        }
        int country = 100 * digit(start) + 10 * digit(start + 1) + digit(start + 2);
        boolean marked = start > from || gaps[start + 3] == Gap.NARROW || gaps[start + 3] == Gap.WIDE;
        int first = digit(start + 3);
        if (!marked) {
            return;
        }
        if ((country == 852 || country == 853) && first >= 2) {
            neighbour(from, start, 11, LOCAL_GROUPS);
        } else if (country == 886) {
            int zero = first == 0 ? 1 : 0;
            for (int length = 12 + zero; length >= 11 + zero; length--) {
                if (neighbour(from, start, length, TAIWAN_GROUPS)) {
                    return;
                }
            }
        }
    }

    private boolean neighbour(int from, int start, int length, Set<String> groups) {
        boolean found = isNumber(from, start - from + length) && isGrouped(start + 3, length - 3, groups);
        if (found) {
            mask(from, start, length, 3, 4);
        }
        return found;
    }

    /**
     * 0044 20 7946 0958: two noughts at the beginning of a word, another country, as many digits as its numbers have, and blanks
     * or hyphens between, without which it is any number.
     */
    private void abroadByZeros(int from) {
        if (digit(from) != 0
                || digit(from + 1) != 0
                || digit(from + 2) <= 0
                || gaps[from + 1] != Gap.NONE
                || ":.".indexOf(text.at(at[from] - 1)) >= 0 && text.digit(at[from] - 2) >= 0
                || text.sort(at[from] - 1) == Sort.LETTER) {
            return;
        }
        int longest = 2;
        boolean marked = false;
        while (longest < 17 && from + longest < count && isMarkedOnlySo(from + longest)) {
            longest++;
        }
        for (int i = from + 1; i < from + longest; i++) {
            marked |= gaps[i] == Gap.NARROW;
        }
        for (int length = longest; marked && length >= 10; length--) {
            if (isNumber(from, length) && isOfAnyCountry(digits(from + 2, length - 2))) {
                mask(from, from + 2, length - 2, 2, 4);
                return;
            }
        }
    }

    /** Whether a number goes on here; no colon stands within one. */
    private boolean isMarkedOnlySo(int i) {
        return gaps[i] != Gap.BREAK && text.at(at[i] - 1) != ':';
    }

    private static boolean isOfAnyCountry(String digits) {
        for (int country = 1; country <= 3; country++) {
            int code = Integer.parseInt(digits.substring(0, country));
            if (COUNTRIES.getSupportedCallingCodes().contains(code)) {
                var number = new PhoneNumber()
                        .setCountryCode(code)
                        .setNationalNumber(Long.parseLong(digits.substring(country)));
                return COUNTRIES.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE;
            }
        }
        return false;
    }

    /** Of an identity card's and a bank card's lengths the longest counts. */
    private void card(int from) {
        int first = digit(from);
        if (first <= 0) {
            return;
        }
        int longest = 0;
        boolean isIdentity = false;
        // by Luhn's rule every second digit counts twice, from the right: both sums are kept
        int[] sums = new int[2];
        for (int length = 1; length <= LONGEST && from + length <= count; length++) {
            int last = from + length - 1;
            if (length > 1 && gaps[last] == Gap.BREAK) {
                break;
            }
            int d = digit(last);
            sums[length % 2] += d;
            sums[1 - length % 2] += d > 4 ? 2 * d - 9 : 2 * d;
            boolean ends = last + 1 == count || gaps[last + 1] != Gap.NONE;
            if (length == 17) {
                int x = checkLetter(last);
                if (x >= 0 && isIdentityCard(from) && isGrouped(from, 17, IDENTITY_GROUPS)) {
                    String digits = digits(from, 17);
                    spans.add(at[from], x + 1, digits.substring(0, 3) + "****" + digits.charAt(16) + "X");
                    return;
                }
            }
            if (!ends || length < 14) {
                continue;
            }
            boolean identity = (length == 18 && isIdentityCard(from) || length == 15 && isOldIdentityCard(from))
                    && isGrouped(from, length, IDENTITY_GROUPS);
            boolean bank = !spans.isOfGoods(at[from])
                    && (first == 6 && digit(from + 1) == 2 && length >= 16
                            || isCard(first, digit(from + 1), length) && sums[length % 2] % 10 == 0)
                    && isGrouped(from, length, CARD_GROUPS);
            if (identity || bank) {
                longest = length;
                isIdentity = identity;
            }
        }
        if (longest > 0) {
            mask(from, from, longest, isIdentity ? 3 : 4, isIdentity ? 2 : 4);
        }
    }

    /** Cards of 15 and 14 digits are of one issuer each (ISO/IEC 7812): otherwise every tenth number of a device were one. */
    private static boolean isCard(int first, int second, int length) {
        return switch (length) {
            case 14 -> first == 3 && (second == 0 || second == 6 || second == 8 || second == 9);
            case 15 -> first == 3 && (second == 4 || second == 7);
            default -> first >= 3 && first != 7 && first != 8;
        };
    }

    /** The X at the end of an identity card, with or without marks before it; -1 if there is none. */
    private int checkLetter(int last) {
        int i = at[last] + 1;
        while (i < at[last] + 5 && text.isMark(i) && text.at(i) != 0) {
            i++;
        }
        return text.at(i) == 'x' ? i : -1;
    }

    private boolean isIdentityCard(int from) {
        int century = 10 * digit(from + 6) + digit(from + 7);
        return (century == 19 || century == 20) && isDay(from + 10);
    }

    private boolean isOldIdentityCard(int from) {
        // the provinces, so that not every eighth number of fifteen digits is a person
        return digit(from) >= 1 && digit(from) <= 6 && digit(from + 1) <= 6 && isDay(from + 8);
    }

    private boolean isDay(int i) {
        int month = 10 * digit(i) + digit(i + 1);
        int day = 10 * digit(i + 2) + digit(i + 3);
        return month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }
}
