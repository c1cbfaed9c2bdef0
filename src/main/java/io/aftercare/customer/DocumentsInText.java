package io.aftercare.customer;

import io.aftercare.customer.FoldedText.Sort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds numbers with letters that name a person: passports and permits, identity cards of Hong Kong, Macau and Taiwan, number
 * plates; and behind a word for it the name of an account, a telephone or bank number of any form. Looks at a bounded stretch
 * from any place, so the work is in proportion to the text.
 */
final class DocumentsInText {

    private static final Words PROVINCES = Words.ofCharacters("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领");

    /** Between a word and what it is of. */
    private static final int FILLER = 10;

    private static final String FILLERS = " :号码是为=-—>#.'\"“”\n(（也就的名称叫";

    /** Fillers that say that what follows is the account itself. */
    private static final String SAYS = ":号码是为叫=";

    /** Behind digits: they are of goods. */
    private static final Words UNITS = Words.of(
            "gb tb mb kb mah wh mm cm ml kg ghz mhz khz hz kw dpi fps rpm ms w v g 英寸 寸 毫米 厘米 毫安 毫升 瓦 伏 赫兹 千克 公斤 克 像素 万像素 元 块 台 部 件 个");

    /** Behind digits: a code of a fault and no account. */
    private static final Words FAILS = Words.of("报错 出错 错误 错码 失败 异常 闪退 崩溃 卡死 提示 故障 打不开 登不上 无法 不能 掉线 次 元 条 人 版");

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
        words(
                Kind.ACCOUNT,
                "微信 威信 薇信 v信 加我v 加我薇 加我微 加我威 加v 加薇 加微 vx wx weixin wechat 支付宝账号 支付宝账户 支付宝号 抖音号 快手号 小红书号 旺旺 淘宝账号 telegram skype");
        words(Kind.QQ, "qq邮箱 qq 扣扣 q号 企鹅号 秋秋");
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
            if (spans.isOfGoods(i)) {
                continue;
            }
            if (c >= 'a' && c <= 'z' && !isWord(i - 1)) {
                passport(i);
                hongKong(i);
                taiwan(i);
            } else if (text.sort(i) == Sort.DIGIT && !isWord(i - 1)) {
                macau(i);
            } else if (PROVINCES.has(c) && text.sort(i - 1) != Sort.HAN) {
                plate(i, i + 1);
            }
            List<Word> words = WORDS.get(c);
            if (words != null) {
                for (Word word : words) {
                    if (isHere(i, word.word())) {
                        labelled(i, i + word.word().length(), word.kind());
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

    /** Whether the word itself, or who says 加 before it, says that an account follows. */
    private boolean saysAccount(int word, int behind) {
        return text.at(word) == '加'
                || "号户".indexOf(text.at(behind - 1)) >= 0
                || text.at(word - 1) == '加'
                || text.at(word - 2) == '加' && "我你他她".indexOf(text.at(word - 1)) >= 0;
    }

    private boolean isFiller(int i) {
        char c = text.at(i);
        return FILLERS.indexOf(c) >= 0 || c == '\uffff' || Character.getType(c) == Character.OTHER_SYMBOL;
    }

    private void labelled(int word, int behind, Kind kind) {
        boolean said = saysAccount(word, behind);
        int from = behind;
        while (from - behind < FILLER && from < text.length()) {
            if (text.has(from, "id") || text.has(from, "no")) {
                if (isLetter(from + 2)) {
                    break;
                }
                from++;
                said = true;
            } else if (!isFiller(from)) {
                break;
            }
            said |= SAYS.indexOf(text.at(from)) >= 0;
            from++;
        }
        switch (kind) {
            case PHONE -> phone(from);
            case BANK -> bank(from);
            case QQ -> qq(from, said);
            case DOCUMENT -> document(from);
            case ACCOUNT -> account(from, said);
            case PLATE -> {
                if (isLetter(from)) {
                    plate(from, from);
                } else {
                    plate(from, from + 1);
                }
            }
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
        if (digits < 7 || digits > 15 || isDate(from) || isAmount(end)) {
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

    /** 20231011, 2023-10-11, 2023.1.5: a batch or a day, and no person. */
    private boolean isDate(int from) {
        for (int i = from; i < from + 4; i++) {
            if (text.sort(i) != Sort.DIGIT) {
                return false;
            }
        }
        boolean century = text.has(from, "20") || text.has(from, "19");
        boolean marked = text.isMark(from + 4) && text.at(from + 4) != 0;
        int month = marked ? from + 5 : from + 4;
        int behind = marked ? behindPair(month) : month + 2;
        int day = marked ? behind + 1 : behind;
        return century
                && (!marked || text.at(behind) == text.at(from + 4))
                && isBetween(month, behind, 12)
                && isBetween(day, marked ? behindPair(day) : day + 2, 31);
    }

    private int behindPair(int i) {
        return text.sort(i + 1) == Sort.DIGIT ? i + 2 : i + 1;
    }

    private boolean isBetween(int from, int to, int most) {
        int value = 0;
        for (int i = from; i < to; i++) {
            if (text.sort(i) != Sort.DIGIT) {
                return false;
            }
            value = 10 * value + text.digit(i);
        }
        return value >= 1 && value <= most;
    }

    /** Whether a unit stands behind the digits: 128 256 512 GB. */
    private boolean isAmount(int behind) {
        int unit = text.at(behind) == ' ' ? behind + 1 : behind;
        int end = UNITS.end(text, unit);
        return end > 0 && (text.sort(unit) == Sort.HAN || text.sort(end) != Sort.LETTER && text.at(end) != '信');
    }

    private void bank(int from) {
        StringBuilder digits = new StringBuilder();
        int end = digits(from, 30, digits);
        if (digits.length() >= 8 && !(digits.length() == 8 && isDate(from))) {
            spans.add(from, end, "****" + digits.substring(digits.length() - 4));
        }
    }

    /** @param said whether the words before say that it is an account; otherwise it has to look like one */
    private void qq(int from, boolean said) {
        StringBuilder digits = new StringBuilder();
        int end = digits(from, 12, digits);
        boolean fails = FAILS.end(text, text.at(end) == ' ' ? end + 1 : end) > 0;
        if (digits.length() >= (said ? 5 : 6)
                && (said || !fails && !isDate(from))
                && text.at(from) != '0'
                && text.at(end) != '@') {
            spans.add(from, end, "[QQ号]");
        }
    }

    /** @param said as with {@link #qq} */
    private void account(int from, boolean said) {
        int to = from;
        int dots = 0;
        boolean signs = said;
        // 8.0.44 and v8.0.44 are versions, 2023.11.05 is a day
        boolean version = !said;
        while (to < text.length() && to - from <= 40 && isAccount(text.at(to))) {
            signs |= text.sort(to) == Sort.DIGIT || text.at(to) == '_';
            version &= text.sort(to) == Sort.DIGIT || text.at(to) == '.' || to == from && text.at(to) == 'v';
            dots += text.at(to) == '.' ? 1 : 0;
            to++;
        }
        if (signs
                && !(version && dots > 0)
                && !isDate(from)
                && to - from >= 5
                && to - from <= 40
                && text.at(to) != '@'
                && !isNumberOfOurs(from)) {
            spans.add(from, to, "[账号]");
        }
    }

    private void document(int from) {
        if (isDate(from) || isNumberOfOurs(from)) {
            return;
        }
        int to = inGroups(from);
        int digits = 0;
        if (to == 0) {
            to = from;
            while (to < text.length() && to - from <= 20 && isDocument(text.at(to))) {
                digits += text.sort(to) == Sort.DIGIT ? 1 : 0;
                to++;
            }
            if (to - from < 5 || to - from > 20 || digits < 4 || text.at(to) == '@') {
                return;
            }
        }
        spans.add(from, to, "[证件号]");
    }

    /** G 1234 5678: no more than two letters, and seven to nine digits with blanks. Returns behind them, 0 if they are others. */
    private int inGroups(int from) {
        int i = from;
        while (i - from < 2 && isLetter(i)) {
            i++;
        }
        if (text.at(i) == ' ') {
            i++;
        }
        int digits = 0;
        while (digits < 7 && text.sort(i) == Sort.DIGIT) {
            while (digits < 10 && text.sort(i) == Sort.DIGIT) {
                digits++;
                i++;
            }
            if (digits < 7 && text.at(i) == ' ') {
                i++;
            }
        }
        return digits >= 7 && digits <= 9 && !isWord(i) && "(-*".indexOf(text.at(i)) < 0 ? i : 0;
    }

    private static boolean isDocument(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '(' || c == ')' || c == '-' || c == '*';
    }

    private static boolean isAccount(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.';
    }

    /** Two letters, a day and a running number, such as CP20231011001. */
    private boolean isNumberOfOurs(int from) {
        return isLetter(from) && isLetter(from + 1) && isDate(from + 2);
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
        while (end - start <= 10 && text.sort(end) == Sort.DIGIT) {
            end++;
        }
        boolean fits = end - start == (second ? 7 : 8) || "hm".indexOf(letter) >= 0 && end - start == 10;
        if (fits && !isWord(end) && !isDate(start)) {
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

    /** 沪A12345, 沪A·D12345, 粤Z1234港; @param letter behind the province, which may be left out where a word says what it is */
    private void plate(int from, int letter) {
        if (letter > from && !PROVINCES.has(text.at(from)) || !isLetter(letter)) {
            return;
        }
        int i = letter + 1;
        while (i - letter < 4 && text.isMark(i) && text.at(i) != 0) {
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
