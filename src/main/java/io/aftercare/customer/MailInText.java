package io.aftercare.customer;

import io.aftercare.customer.FoldedText.Sort;
import java.util.Set;

/**
 * Finds e-mail addresses in a text, also where the sign or the dots are written in words or with blanks around them. Every
 * sign takes only what lies between it and the next, so the work is in proportion to the text.
 */
final class MailInText {

    private static final String LOCAL_MARKS = ".!#$%&'*+/=?^_`{|}~-";
    private static final int BLANKS = 3;
    private static final int LONGEST_LABEL = 63;

    /** Behind these a blank may stand, and an address may be told by its provider's name alone. */
    private static final Set<String> PROVIDERS = Set.of(
            "qq", "163", "126", "139", "189", "gmail", "outlook", "hotmail", "sina", "foxmail", "yeah", "sohu",
            "aliyun", "icloud", "yahoo", "live", "msn", "vip", "tom", "21cn", "wo", "me");

    private static final Set<String> ENDS = Set.of(
            "com", "cn", "net", "org", "edu", "gov", "hk", "tw", "mo", "io", "me", "info", "biz", "cc", "vip", "xyz",
            "top", "co", "jp", "kr", "uk", "us", "sg", "de", "fr", "au", "ca", "ru", "asia", "tech", "club");

    /** Ends of domains in Chinese characters. */
    private static final Words HAN_ENDS = Words.of("中国 公司 网络 网址 在线 集团 商城 商标 中文网 中信 企业 手机 网店 政务 公益 我爱你 香港 台湾 澳门");

    private final FoldedText text;
    private final Spans spans;

    private MailInText(FoldedText text, Spans spans) {
        this.text = text;
        this.spans = spans;
    }

    static void find(FoldedText text, Spans spans) {
        new MailInText(text, spans).find();
    }

    private void find() {
        int free = 0;
        for (int i = 0; i < text.length(); i++) {
            int sign = sign(i);
            if (sign > 0) {
                free = address(free, i, i + sign, text.at(i) != '@');
            }
        }
    }

    /** How many characters long the sign here is, 0 if there is none. */
    private int sign(int i) {
        return switch (text.at(i)) {
            case '@', '#' -> 1;
            case '(', '[', '{', '<', '【' -> bracketed(i, "at") + bracketed(i, "@") + bracketed(i, "艾特");
            case '艾' -> text.has(i, "艾特") ? 2 : 0;
            case ' ' -> text.has(i, " at ") ? 4 : 0;
            default -> 0;
        };
    }

    private int bracketed(int i, String word) {
        int end = i + 1 + word.length();
        return text.has(i + 1, word) && ")]}>】".indexOf(text.at(end)) >= 0 && text.at(end) != 0 ? word.length() + 2 : 0;
    }

    /**
     * @param free the first character that belongs to no address yet
     * @param doubtful the sign is a word or stands for something else as well: only a known provider makes an address of it
     * @return the first character that belongs to no address now
     */
    private int address(int free, int sign, int behind, boolean doubtful) {
        int domain = behind;
        while (domain - behind < BLANKS && text.at(domain) == ' ') {
            domain++;
        }
        int to = domain(domain, doubtful);
        if (to < 0) {
            return free;
        }
        int end = sign;
        while (end > free && sign - end < BLANKS && text.at(end - 1) == ' ') {
            end--;
        }
        // no further than to the address before, and only where there is one now
        int from = end;
        while (from > free && isLocal(from - 1)) {
            from--;
        }
        if (from == end) {
            return free;
        }
        // a text that was masked before stays as it is
        if (!(end - from > 2 && text.at(end - 1) == '*' && text.at(end - 2) == '*')) {
            String first = end - from > 1 ? text.text().substring(text.start(from), text.end(from)) : "";
            spans.add(from, to, first + "***@" + plain(domain, to));
        }
        return to;
    }

    private boolean isLocal(int i) {
        return text.sort(i) == Sort.LETTER || text.sort(i) == Sort.DIGIT || LOCAL_MARKS.indexOf(text.at(i)) >= 0;
    }

    /** @return behind the last character of the domain that begins here, -1 if none does */
    private int domain(int from, boolean doubtful) {
        int han = doubtful ? -1 : hanDomain(from);
        if (han > 0) {
            return han;
        }
        int end = label(from);
        if (end == from) {
            return -1;
        }
        boolean provider = PROVIDERS.contains(word(from, end));
        if (doubtful && !provider) {
            return -1;
        }
        int dots = 0;
        for (int dot = dot(end); dot > 0; dot = dot(end)) {
            int next = end + dot;
            int blanks = 0;
            while (blanks < BLANKS && text.at(next) == ' ') {
                next++;
                blanks++;
            }
            int last = label(next);
            // a full stop may end a sentence
            boolean plain = dot == 1 && text.at(end) == '.' && blanks == 0;
            if (last == next || !plain && !ENDS.contains(word(next, last)) && !goesOn(last)) {
                break;
            }
            end = last;
            dots++;
        }
        return dots > 0 || provider && !doubtful ? end : -1;
    }

    /** 公司.中国: what stands behind the end is the sentence again. */
    private int hanDomain(int from) {
        int dot = from;
        while (dot - from < LONGEST_LABEL && (text.sort(dot) == Sort.HAN || isLabel(dot))) {
            dot++;
        }
        return dot > from && (text.at(dot) == '.' || text.at(dot) == '。') ? HAN_ENDS.end(text, dot + 1) : -1;
    }

    private boolean isLabel(int i) {
        return text.sort(i) == Sort.LETTER || text.sort(i) == Sort.DIGIT || text.at(i) == '-';
    }

    /** Whether another dot follows, and behind it the end of an address. */
    private boolean goesOn(int i) {
        int dot = dot(i);
        return dot > 0 && ENDS.contains(word(i + dot, label(i + dot)));
    }

    private int label(int from) {
        int end = from;
        while (end - from <= LONGEST_LABEL && isLabel(end)) {
            end++;
        }
        return end - from > LONGEST_LABEL ? from : end;
    }

    /** How many characters long the dot here is, blanks before it included; 0 if there is none. */
    private int dot(int i) {
        int at = i;
        while (at - i < BLANKS && text.at(at) == ' ') {
            at++;
        }
        char c = text.at(at);
        int length = c == '.' || c == '。' || c == '点' || c == '·' || c == ',' || c == '、'
                ? 1
                : text.has(at, "dot")
                        ? 3
                        : text.has(at, "(dot)") || text.has(at, "[dot]")
                                ? 5
                                : text.has(at, "(.)") || text.has(at, "[.]") ? 3 : 0;
        return length == 0 ? 0 : at - i + length;
    }

    private String word(int from, int to) {
        StringBuilder word = new StringBuilder();
        for (int i = from; i < to; i++) {
            word.append(text.at(i));
        }
        return word.toString();
    }

    /** The domain as it is usually written. */
    private String plain(int from, int to) {
        StringBuilder plain = new StringBuilder();
        for (int i = from; i < to; ) {
            int dot = dot(i);
            if (dot > 0 && i > from) {
                plain.append('.');
                i += dot;
            } else {
                if (text.at(i) != ' ') {
                    plain.append(text.at(i));
                }
                i++;
            }
        }
        return plain.toString();
    }
}
