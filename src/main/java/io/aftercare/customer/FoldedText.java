package io.aftercare.customer;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A text as a reader hears it, whatever way it was written: full-width, circled and accented letters are plain ones, capitals
 * small, traditional Chinese characters simplified ones; what is not seen is left out. Every character knows the place in the
 * text that it stands for. Takes time in proportion to the text.
 */
class FoldedText {

    /** What a character is to whoever looks for numbers and words. */
    enum Sort {
        /** A letter of an alphabet. */
        LETTER,
        /** A Chinese character, or one of another script without alphabet. */
        HAN,
        /** 0 to 9, however written but as a Chinese numeral. */
        DIGIT,
        /** A blank, a hyphen, an underscore. */
        NARROW,
        /** Any other mark or symbol. */
        WIDE
    }

    private static final char NO_LETTER = '\uffff';

    /** Letters that stand for digits within so long a run of those. */
    private static final String DIGIT_LIKE = "oli";

    private static final int LEAST_RUN = 8;

    private static final char GONE = 0;
    private static final char SEVERAL = 1;

    private static final String NUMERALS = "〇零一二三四五六七八九幺洞两拐勾壹贰叁参肆伍陆柒捌玖";
    private static final String NUMERAL_VALUES = "00123456789102791233456789";

    /** Each character of the basic plane as it is folded; {@link #GONE}, {@link #SEVERAL} or itself. */
    private static final char[] FOLDED = new char[0x10000];

    private static final Map<Character, String> EXPANDED = new HashMap<>();
    private static final byte[] SORTS = new byte[0x10000];
    private static final byte[] VALUES = new byte[0x10000];
    private static final Sort[] ALL_SORTS = Sort.values();

    private static final Normalizer2 COMPATIBLE = Normalizer2.getNFKCCasefoldInstance();
    private static final Normalizer2 APART = Normalizer2.getNFDInstance();

    static {
        char[] simplified = simplified();
        for (char c = 0; c < NO_LETTER; c++) {
            String folded = Character.isSurrogate(c) ? "\uffff" : isPlain(c) ? String.valueOf(c) : fold(c);
            if (folded.isEmpty()) {
                FOLDED[c] = GONE;
            } else if (folded.length() == 1) {
                FOLDED[c] = simplified[folded.charAt(0)];
            } else {
                FOLDED[c] = SEVERAL;
                EXPANDED.put(c, folded);
            }
            SORTS[c] = (byte) sort(c).ordinal();
            VALUES[c] = -1;
        }
        SORTS[NO_LETTER] = (byte) Sort.WIDE.ordinal();
        VALUES[NO_LETTER] = -1;
        for (int i = 0; i < 10; i++) {
            VALUES['0' + i] = (byte) i;
        }
        for (int i = 0; i < NUMERALS.length(); i++) {
            VALUES[NUMERALS.charAt(i)] = (byte) (NUMERAL_VALUES.charAt(i) - '0');
        }
    }

    private final String text;
    private final char[] chars;
    private final int[] starts;
    private final int length;

    FoldedText(String text) {
        this.text = text;
        // most texts fold one to one; a compatibility character has at most 18 letters
        char[] kept = new char[text.length() + 16];
        int[] from = new int[kept.length];
        int n = 0;
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            char folded = FOLDED[c];
            int next = i + 1;
            String several = null;
            if (Character.isHighSurrogate(c) && next < text.length() && Character.isLowSurrogate(text.charAt(next))) {
                next++;
                String above = isFoldedAbove(c) ? fold(text.codePointAt(i)) : null;
                if (above != null
                        && !above.isEmpty()
                        && above.length() < 18
                        && !Character.isSurrogate(above.charAt(0))) {
                    several = above;
                } else {
                    folded = NO_LETTER;
                }
            } else if (folded == SEVERAL) {
                several = EXPANDED.get(c);
            }
            int more = several == null ? 1 : several.length();
            if (n + more > kept.length) {
                int larger = Math.max(2 * kept.length, n + more);
                kept = Arrays.copyOf(kept, larger);
                from = Arrays.copyOf(from, larger);
            }
            if (several != null) {
                for (int k = 0; k < more; k++) {
                    kept[n] = FOLDED[several.charAt(k)] > SEVERAL ? FOLDED[several.charAt(k)] : several.charAt(k);
                    from[n++] = i;
                }
            } else if (folded != GONE) {
                kept[n] = folded;
                from[n++] = i;
            }
            i = next;
        }
        this.chars = kept;
        this.starts = from;
        this.length = n;
        readLettersAsDigits();
    }

    /** Where o stands for nought and l for one: 138OO138OOO. */
    private void readLettersAsDigits() {
        for (int i = 0; i < length; i++) {
            int digits = 0;
            int from = i;
            while (i < length && (isDigit(chars[i]) || DIGIT_LIKE.indexOf(chars[i]) >= 0)) {
                digits += isDigit(chars[i++]) ? 1 : 0;
            }
            if (i - from >= LEAST_RUN
                    && digits < i - from
                    && 2 * digits > i - from
                    && !isLetter(from - 1)
                    && !isLetter(i)) {
                for (int k = from; k < i; k++) {
                    chars[k] = isDigit(chars[k]) ? chars[k] : chars[k] == 'o' ? '0' : '1';
                }
            }
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private boolean isLetter(int i) {
        return i >= 0 && i < length && SORTS[chars[i]] == Sort.LETTER.ordinal();
    }

    String text() {
        return text;
    }

    int length() {
        return length;
    }

    /** The folded character; {@code U+0000} before the text and behind it. */
    char at(int i) {
        return i < 0 || i >= length ? 0 : chars[i];
    }

    /** The value of a digit or numeral, -1 if it is none. */
    int digit(int i) {
        return i < 0 || i >= length ? -1 : VALUES[chars[i]];
    }

    Sort sort(int i) {
        return i < 0 || i >= length ? Sort.WIDE : ALL_SORTS[SORTS[chars[i]]];
    }

    boolean isMark(int i) {
        return SORTS[at(i)] >= Sort.NARROW.ordinal();
    }

    /** Where in the text a folded character begins. */
    int start(int i) {
        return starts[i];
    }

    /** Where in the text a folded character ends, with what is not seen behind it. */
    int end(int i) {
        int next = i + 1;
        while (next < length && starts[next] == starts[i]) {
            next++;
        }
        return next < length ? starts[next] : text.length();
    }

    /** Whether these folded words stand here, letter for letter. */
    boolean has(int i, String words) {
        if (i < 0 || i + words.length() > length) {
            return false;
        }
        for (int k = 0; k < words.length(); k++) {
            if (chars[i + k] != words.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }

    /** The letters and digits of it, numerals as digits; what stands between them is left out. */
    String key() {
        StringBuilder key = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            if (!isMark(i)) {
                key.append(keyAt(i));
            }
        }
        return key.toString();
    }

    /** The character here as it stands in {@link #key()}. */
    char keyAt(int i) {
        int digit = digit(i);
        return digit < 0 ? at(i) : (char) ('0' + digit);
    }

    /** Chinese characters, syllables and private ones are what they are; to ask for each of 50,000 would be half of the work. */
    private static boolean isPlain(char c) {
        return c >= 0x3400 && c < 0xA4D0 || c >= 0xAC00 && c < 0xD7A4 || c >= 0xE000 && c < 0xF900;
    }

    private static String fold(int c) {
        int value = UCharacter.getNumericValue(c);
        int type = Character.getType(c);
        if (value >= 0
                && value <= 9
                && (type == Character.DECIMAL_DIGIT_NUMBER
                        || type == Character.OTHER_NUMBER
                        || type == Character.LETTER_NUMBER && c >= 0x3021)) {
            return String.valueOf(value);
        }
        String compatible = COMPATIBLE.normalize(Character.toString(c));
        StringBuilder plain = new StringBuilder();
        APART.normalize(compatible).codePoints().forEach(each -> {
            int kind = Character.getType(each);
            if (kind != Character.NON_SPACING_MARK && kind != Character.ENCLOSING_MARK && kind != Character.FORMAT) {
                plain.appendCodePoint(each);
            }
        });
        return plain.toString();
    }

    /** Letters and digits of mathematics, in circles and squares, of segments; compatibility ideographs. */
    private static boolean isFoldedAbove(char high) {
        return high == 0xD835 || high == 0xD83C || high == 0xD83E || high == 0xD87E;
    }

    private static char[] simplified() {
        char[] table = new char[0x10000];
        for (int c = 0; c < table.length; c++) {
            table[c] = (char) c;
        }
        // one line a word, such as 張 > 张; the rules of single characters are asked here, once, and not with every text
        Transliterator.getInstance("Traditional-Simplified")
                .toRules(false)
                .lines()
                .filter(rule -> rule.length() == 6 && rule.startsWith(" > ", 1))
                .forEach(rule -> table[rule.charAt(0)] = rule.charAt(4));
        return table;
    }

    private static Sort sort(char c) {
        if (c >= '0' && c <= '9') {
            return Sort.DIGIT;
        }
        if (Character.isWhitespace(c) && c != '\n' && c != '\r'
                || Character.isSpaceChar(c) && c != '\u2028' && c != '\u2029'
                || Character.getType(c) == Character.DASH_PUNCTUATION
                || c == '−'
                || c == '_') {
            return Sort.NARROW;
        }
        if (Character.isAlphabetic(c) || Character.isLetterOrDigit(c)) {
            return Character.isIdeographic(c) || c == '〇' ? Sort.HAN : Sort.LETTER;
        }
        return Sort.WIDE;
    }
}
