package io.aftercare.customer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes personal data out of free text (P1): telephone numbers, e-mail addresses, identity-card and bank-card numbers of
 * anybody, and the name, address and number of the customer that the text is about. Digits are recognised full-width, as
 * Chinese numerals, and with blanks or hyphens between them. What is not masked stays as it was written.
 */
final class Redaction {

    /** What people put between digits, invisible joiners included. */
    private static final String GAP = "[\\s\\p{Zs}.·\\-\\u200c\\u200d]{0,3}";

    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+");
    private static final Pattern CARD_END = Pattern.compile("\\G" + GAP + "([0-9Xx])");
    private static final Pattern MOBILE =
            Pattern.compile("(?<!\\d)(?:(?:\\+|00)?86" + GAP + ")?1" + GAP + "[3-9](?:" + GAP + "\\d){9}(?!\\d)");
    private static final Pattern LANDLINE =
            Pattern.compile("(?<!\\d)(?:010|02\\d|0[3-9]\\d{2})\\)?" + GAP + "[2-8](?:" + GAP + "\\d){6,7}(?!\\d)");

    /** Province to district at the head of an address: what remains tells where somebody lives. */
    private static final Pattern REGION = Pattern.compile("^.{2,24}?(?:[省市区县旗]|自治[区州])(?=.{5,}$)");

    private static final String NUMERALS = "〇零一二三四五六七八九幺洞两";
    private static final String NUMERAL_DIGITS = "0012345678" + "9" + "102";

    private record Span(int start, int end, String mask) {}

    private Redaction() {}

    /**
     * @param name the customer's own name, may be null
     * @param phone the customer's own number, normalised, may be null
     * @param address the customer's own address, may be null
     */
    static String redact(String text, String name, String phone, String address) {
        // the folded text has the same length, so that places found in it are places in the text
        String folded = fold(text);
        List<Span> spans = new ArrayList<>();
        if (phone != null) {
            String number = phone.replaceFirst("-.*", "");
            find(spans, folded, spaced(number, "(?<!\\d)", "(?!\\d)"), found -> Phone.mask(number));
        }
        find(spans, folded, EMAIL, Redaction::maskEmail);
        findCards(spans, folded);
        find(spans, folded, MOBILE, found -> maskEnds(digits(found).replaceFirst("^(?:00)?86(?=1\\d{10}$)", ""), 3, 4));
        find(spans, folded, LANDLINE, found -> maskEnds(digits(found), 3, 4));
        if (address != null) {
            find(spans, folded, spaced(fold(address), "", ""), found -> "[地址]");
            Matcher region = REGION.matcher(fold(address));
            String street = fold(address);
            while (region.find()) {
                street = street.substring(region.end());
                find(spans, folded, spaced(street, "", ""), found -> "[地址]");
                region = REGION.matcher(street);
            }
        }
        if (name != null && name.codePointCount(0, name.length()) > 1) {
            boolean latin = name.chars().allMatch(c -> c < 128);
            Pattern own = latin ? spaced(name, "(?i)(?<![a-z])", "(?![a-z])") : spaced(name, "", "");
            find(spans, text, own, found -> maskName(name));
        }
        return replace(text, spans);
    }

    /** First character and two stars, whatever the length, e.g. {@code 王**}. */
    static String maskName(String name) {
        return name.substring(0, name.offsetByCodePoints(0, 1)) + "**";
    }

    private static String maskEmail(String email) {
        int at = email.indexOf('@');
        return (at > 1 ? email.substring(0, 1) : "") + "***" + email.substring(at);
    }

    /** @return null if this is neither an identity card's number nor a bank card's, but e.g. an order number */
    private static String maskCard(String card) {
        String date = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])";
        if (card.matches("[1-9]\\d{5}(?:19|20)\\d{2}" + date + "\\d{3}[\\dXx]")
                || card.matches("[1-9]\\d{7}" + date + "\\d{3}")) {
            return maskEnds(card, 3, 2);
        }
        if (card.matches("62\\d{14,17}") || card.matches("[34569]\\d{13,18}") && luhn(card)) {
            return maskEnds(card, 4, 4);
        }
        return null;
    }

    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int d = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? d : 2 * d;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    private static String maskEnds(String digits, int head, int tail) {
        return digits.substring(0, head) + "****" + digits.substring(digits.length() - tail);
    }

    private static String digits(String found) {
        return found.replaceAll("\\D", "");
    }

    /** The words with anything blank between any two characters. */
    private static Pattern spaced(String words, String before, String after) {
        StringBuilder pattern = new StringBuilder(before);
        String separator = "";
        for (int c : words.codePoints().filter(c -> !Character.isWhitespace(c)).toArray()) {
            pattern.append(separator).append(Pattern.quote(Character.toString(c)));
            separator = GAP;
        }
        return Pattern.compile(pattern.append(after).toString());
    }

    private static void find(List<Span> spans, String text, Pattern pattern, UnaryOperator<String> mask) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            String masked = mask.apply(matcher.group());
            if (masked != null) {
                spans.add(new Span(matcher.start(), matcher.end(), masked));
            }
        }
    }

    /** Cards are looked for from every number that begins, to every number that ends within 19 digits; the longest counts. */
    private static void findCards(List<Span> spans, String text) {
        Matcher next = CARD_END.matcher(text);
        for (int start = 0; start < text.length(); start++) {
            if (!isDigit(text, start) || start > 0 && isDigit(text, start - 1)) {
                continue;
            }
            Span longest = null;
            StringBuilder card = new StringBuilder();
            for (int at = start; card.length() < 19 && next.find(at); at = next.end()) {
                card.append(next.group(1));
                boolean ends = next.end() == text.length() || !isDigit(text, next.end());
                String mask = ends && card.length() >= 14 ? maskCard(card.toString()) : null;
                if (mask != null) {
                    longest = new Span(start, next.end(), mask);
                }
                if (!Character.isDigit(card.charAt(card.length() - 1))) {
                    break;
                }
            }
            if (longest != null) {
                spans.add(longest);
            }
        }
    }

    private static boolean isDigit(String text, int at) {
        return text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    /** Overlapping finds become one, shown as the longest of them. */
    private static String replace(String text, List<Span> spans) {
        spans.sort(Comparator.comparingInt(Span::start).thenComparing(s -> -s.end()));
        StringBuilder redacted = new StringBuilder(text.length());
        int from = 0;
        for (Span span : spans) {
            if (span.start() >= from) {
                redacted.append(text, from, span.start()).append(span.mask());
            }
            from = Math.max(from, span.end());
        }
        return redacted.append(text, from, text.length()).toString();
    }

    private static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int numeral = NUMERALS.indexOf(c);
            if (numeral >= 0) {
                c = NUMERAL_DIGITS.charAt(numeral);
            } else if (c >= '！' && c <= '～') {
                c = (char) (c - '！' + '!');
            } else if (c == '—' || c == '–' || c == '‐' || c == '‑' || c == '−') {
                c = '-';
            }
            folded.append(c);
        }
        return folded.toString();
    }
}
