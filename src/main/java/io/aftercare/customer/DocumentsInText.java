package io.aftercare.customer;

import io.aftercare.customer.FoldedText.Sort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Finds numbers with letters that name a person: passports and permits, identity cards of Hong Kong, Macau and Taiwan, number
 * plates; and behind a word for it the name of an account, a telephone or bank number of any form. Looks at a bounded stretch
 * from any place, so the work is in proportion to the text.
 */
final class DocumentsInText {

    private static final Words PROVINCES = Words.ofCharacters("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领");

    /** Between a word and what it is of. */
    private static final int FILLER = 10;

    private static final String FILLERS = " :号码是为=-—>#.'\"“”\n(（是也就的名称";

    private enum Kind {
        PHONE,
        DOCUMENT,
        ACCOUNT,
        QQ,
        PLATE,
        BANK
    }

    private record Word(String word, Kind kind) {}

    private static final Map<Character, List<Word>> WORDS = new HashMap<>();

    static {
        words(
                Kind.PHONE,
                "电话 手机 座机 固话 传真 联系方式 回电 致电 拨打 联系号码 手提 tel telephone phone mobile cell cellphone fax whatsapp");
        words(Kind.DOCUMENT, "护照 通行证 回乡证 台胞证 返乡证 港澳证 居留证 居住证 身份证 证件 军官证 士兵证 驾驶证 驾照 社保号 社保卡 医保卡 passport");
        words(Kind.ACCOUNT, "微信 威信 薇信 v信 vx wx weixin wechat 支付宝账号 支付宝账户 支付宝号 抖音号 快手号 小红书号 旺旺 淘宝账号 telegram skype");
        words(Kind.QQ, "qq 扣扣 q号 企鹅号 秋秋");
        words(Kind.PLATE, "车牌 车号 牌照 车辆号牌");
        words(Kind.BANK, "卡号 银行卡 账号 帐号 账户 帐户 储蓄卡 信用卡 借记卡 存折");
    }

    private static void words(Kind kind, String words) {
        for (String word : words.split(" ")) {
            WORDS.computeIfAbsent(word.charAt(0), c -> new ArrayList<>()).add(new Word(word, kind));
        }
    }

    private final FoldedText text;
    private final Spans spans;

    private DocumentsInText(FoldedText text, Spans spans) {
        this.text = text;
        this.spans = spans;
    }

    static void find(FoldedText text, Spans spans) {
        new DocumentsInText(text, spans).find();
    }

    private void find() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.at(i);
            if (c >= 'a' && c <= 'z' && !isWord(i - 1)) {
                passport(i);
                hongKong(i);
                taiwan(i);
            } else if (text.sort(i) == Sort.DIGIT && !isWord(i - 1)) {
                macau(i);
            } else if (PROVINCES.has(c) && text.sort(i - 1) != Sort.HAN) {
                plate(i, i);
            }
            List<Word> words = WORDS.get(c);
            if (words != null) {
                for (Word word : words) {
                    if (isHere(i, word.word())) {
                        labelled(i + word.word().length(), word.kind());
                    }
                }
            }
        }
    }

    /** A Latin word is one only where no other letter stands beside it. */
    private boolean isHere(int i, String word) {
        if (!text.has(i, word)) {
            return false;
        }
        boolean latinHead = text.sort(i) == Sort.LETTER;
        boolean latinTail = text.sort(i + word.length() - 1) == Sort.LETTER;
        return (!latinHead || !isWord(i - 1)) && (!latinTail || text.sort(i + word.length()) != Sort.LETTER);
    }

    private boolean isWord(int i) {
        return text.sort(i) == Sort.LETTER || text.sort(i) == Sort.DIGIT;
    }

    private boolean isLetter(int i) {
        return text.at(i) >= 'a' && text.at(i) <= 'z';
    }

    /** Collects the digits that stand here, one blank or hyphen between any two; returns the place behind the last. */
    private int digits(int from, int most, StringBuilder found) {
        int i = from;
        int end = from;
        while (found.length() < most) {
            if (text.sort(i) == Sort.DIGIT) {
                found.append(text.at(i));
                end = i + 1;
                i++;
            } else if (end > from && i == end && text.sort(i) == Sort.NARROW && i < text.length()) {
                i++;
            } else {
                break;
            }
        }
        return end;
    }

    private void labelled(int behind, Kind kind) {
        int from = behind;
        while (from - behind < FILLER && from < text.length()) {
            if (text.has(from, "id") || text.has(from, "no")) {
                if (isLetter(from + 2)) {
                    break;
                }
                from++;
            } else if (FILLERS.indexOf(text.at(from)) < 0) {
                break;
            }
            from++;
        }
        switch (kind) {
            case PHONE -> phone(from);
            case BANK -> bank(from);
            case QQ -> qq(from);
            case DOCUMENT -> run(from, c -> isDocument(c) ? 1 : 0, 5, 20, 4, "[证件号]");
            case ACCOUNT -> run(from, c -> isAccount(c) ? 1 : 0, 5, 40, 0, "[账号]");
            case PLATE -> plate(from, from);
        }
    }

    private void phone(int from) {
        int digits = 0;
        int end = from;
        int gap = 0;
        for (int i = from; i < text.length() && digits <= 16 && gap < 4; i++) {
            if (text.digit(i) >= 0) {
                digits++;
                end = i + 1;
                gap = 0;
            } else if (text.sort(i) == Sort.NARROW || "+()./".indexOf(text.at(i)) >= 0) {
                gap++;
            } else {
                break;
            }
        }
        if (digits < 7 || digits > 15 || isDate(from)) {
            return;
        }
        StringBuilder number = new StringBuilder();
        int first = from;
        while (text.digit(first) < 0) {
            first++;
        }
        for (int i = first; i < end; i++) {
            if (text.digit(i) >= 0) {
                number.append(text.digit(i));
            }
        }
        spans.add(
                first, end, number.substring(0, 3) + "****" + number.substring(number.length() - (digits < 9 ? 2 : 4)));
    }

    private boolean isDate(int from) {
        StringBuilder digits = new StringBuilder();
        digits(from, 8, digits);
        return isDate(digits);
    }

    /** 20231011: a batch or a day, and no person. */
    private static boolean isDate(CharSequence digits) {
        return digits.length() >= 8
                && (digits.charAt(0) == '2' && digits.charAt(1) == '0'
                        || digits.charAt(0) == '1' && digits.charAt(1) == '9')
                && (digits.charAt(4) == '0' || digits.charAt(4) == '1' && digits.charAt(5) <= '2')
                && digits.charAt(6) <= '3';
    }

    private void bank(int from) {
        StringBuilder digits = new StringBuilder();
        int end = digits(from, 30, digits);
        if (digits.length() >= 8) {
            spans.add(from, end, "****" + digits.substring(digits.length() - 4));
        }
    }

    private void qq(int from) {
        StringBuilder digits = new StringBuilder();
        int end = digits(from, 12, digits);
        if (digits.length() >= 5 && text.at(from) != '0' && text.at(end) != '@') {
            spans.add(from, end, "[QQ号]");
        }
    }

    /** A run of characters, of which so many at least are digits. */
    private void run(int from, IntUnaryOperator belongs, int least, int most, int leastDigits, String mask) {
        int to = from;
        int digits = 0;
        while (to < text.length() && to - from <= most && belongs.applyAsInt(text.at(to)) > 0) {
            digits += text.sort(to) == Sort.DIGIT ? 1 : 0;
            to++;
        }
        if (to - from >= least
                && to - from <= most
                && digits >= leastDigits
                && text.at(to) != '@'
                && !isCaseNumber(from)) {
            spans.add(from, to, mask);
        }
    }

    private static boolean isDocument(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '(' || c == ')' || c == '-' || c == '*';
    }

    private static boolean isAccount(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.';
    }

    /** Two letters, a day and a running number, such as CP20231011001. */
    private boolean isCaseNumber(int from) {
        StringBuilder digits = new StringBuilder();
        if (!isLetter(from) || !isLetter(from + 1)) {
            return false;
        }
        digits(from + 2, 8, digits);
        return isDate(digits);
    }

    /** E12345678 and EA1234567 of China, H and M of Hong Kong and Macau people, C and W of visitors there. */
    private void passport(int from) {
        char letter = text.at(from);
        boolean second = isLetter(from + 1);
        if ("eghmcw".indexOf(letter) < 0 || second && "egc".indexOf(letter) < 0) {
            return;
        }
        int start = second ? from + 2 : from + 1;
        if (text.sort(start) == Sort.NARROW && start < text.length()) {
            start++;
        }
        int end = start;
        StringBuilder digits = new StringBuilder();
        while (end - start <= 10 && text.sort(end) == Sort.DIGIT) {
            digits.append(text.at(end++));
        }
        int wanted = second ? 7 : 8;
        boolean fits = digits.length() == wanted || "hm".indexOf(letter) >= 0 && digits.length() == 10;
        if (fits && !isWord(end) && !isDate(digits)) {
            spans.add(from, end, "[证件号]");
        }
    }

    /** A123456(7): the letter before and the sign behind are of every such card; without brackets the sign has to be right. */
    private void hongKong(int from) {
        int letters = isLetter(from + 1) ? 2 : 1;
        int start = from + letters;
        if (text.sort(start) == Sort.NARROW && start < text.length()) {
            start++;
        }
        for (int i = start; i < start + 6; i++) {
            if (text.sort(i) != Sort.DIGIT) {
                return;
            }
        }
        int at = start + 6;
        if (text.at(at) == ' ') {
            at++;
        }
        boolean bracketed = text.at(at) == '(' && text.at(at + 2) == ')';
        char check = text.at(bracketed ? at + 1 : at);
        if (check != 'a' && text.sort(bracketed ? at + 1 : at) != Sort.DIGIT) {
            return;
        }
        int end = bracketed ? at + 3 : at + 1;
        if (bracketed || !isWord(end) && check == hongKongCheck(from, letters, start)) {
            spans.add(from, end, "[证件号]");
        }
    }

    private char hongKongCheck(int from, int letters, int start) {
        int sum = letters == 2 ? 9 * (text.at(from) - 'a' + 10) : 9 * 36;
        sum += 8 * (text.at(from + letters - 1) - 'a' + 10);
        for (int i = 0; i < 6; i++) {
            sum += (7 - i) * (text.at(start + i) - '0');
        }
        int check = (11 - sum % 11) % 11;
        return check == 10 ? 'a' : (char) ('0' + check);
    }

    /** 1234567(8), beginning with 1, 5 or 7. */
    private void macau(int from) {
        if ("157".indexOf(text.at(from)) < 0) {
            return;
        }
        StringBuilder digits = new StringBuilder();
        int i = from;
        while (digits.length() < 7
                && (text.sort(i) == Sort.DIGIT || digits.length() > 0 && text.at(i) == '/' || text.at(i) == ' ')) {
            if (text.sort(i) == Sort.DIGIT) {
                digits.append(text.at(i));
            }
            if (++i - from > 9) {
                return;
            }
        }
        if (digits.length() == 7 && text.at(i) == '(' && text.sort(i + 1) == Sort.DIGIT && text.at(i + 2) == ')') {
            spans.add(from, i + 3, "[证件号]");
        }
    }

    /** A letter and nine digits that add up. */
    private void taiwan(int from) {
        if (text.at(from + 1) != '1'
                && text.at(from + 1) != '2'
                && text.at(from + 1) != '8'
                && text.at(from + 1) != '9') {
            return;
        }
        int value = "abcdefghjklmnpqrstuvxywzio".indexOf(text.at(from)) + 10;
        int sum = value / 10 + 9 * (value % 10);
        for (int i = 1; i <= 9; i++) {
            if (text.sort(from + i) != Sort.DIGIT) {
                return;
            }
            sum += (i == 9 ? 1 : 9 - i) * (text.at(from + i) - '0');
        }
        if (sum % 10 == 0 && !isWord(from + 10)) {
            spans.add(from, from + 10, "[证件号]");
        }
    }

    /** 沪A12345, 沪A·D12345, 粤Z1234港. */
    private void plate(int from, int province) {
        int i = province;
        if (!PROVINCES.has(text.at(i)) || !isLetter(i + 1)) {
            return;
        }
        i += 2;
        while (i - province < 5 && text.isMark(i) && text.at(i) != 0) {
            i++;
        }
        int start = i;
        int digits = 0;
        while (i - start < 7 && isWord(i)) {
            digits += text.sort(i) == Sort.DIGIT ? 1 : 0;
            i++;
        }
        if (i - start == 4 && "港澳挂学警".indexOf(text.at(i)) >= 0 && text.at(i) != 0) {
            i++;
        }
        if (i - start >= 5 && i - start <= 6 && digits >= 3) {
            spans.add(from, i, "[车牌]");
        }
    }
}
