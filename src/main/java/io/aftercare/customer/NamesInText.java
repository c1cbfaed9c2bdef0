package io.aftercare.customer;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import io.aftercare.customer.FoldedText.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds a customer's name in a text: whole, with whatever dots and blanks, and the given name by itself. A given name that is
 * an everyday word as well (建设, 明天) is taken for the name only where the words around it say so. Names are short, so the
 * work is in proportion to the text.
 */
final class NamesInText {

    /** Blanks and dots between two characters of a name. */
    private static final int GAP = 3;

    private static final List<String> BEFORE = List.of(
            "名叫", "我叫", "他叫", "她叫", "我是", "姓名", "名字", "联系人", "收件人", "收货人", "签收人", "客户叫", "称呼", "打给", "转告", "通知", "妻子",
            "丈夫", "老公", "老婆", "儿子", "女儿", "同事", "朋友");

    private static final List<String> TITLES =
            List.of("先生", "女士", "小姐", "太太", "老师", "大姐", "大哥", "姐", "哥", "叔", "姨", "师傅", "同学", "老板");

    /** What people do in notes; behind a word that is a name or not, with no other word before it, it is the name. */
    private static final List<String> DOES = List.of(
            "说", "称", "来电", "致电", "来信", "来函", "同意", "要求", "要换", "要退", "不要", "想要", "想换", "想退", "希望", "反映", "表示", "反馈",
            "回复", "回电", "投诉", "申请", "拒绝", "接受", "确认", "签收", "询问", "咨询", "打来", "打电话");

    /** Latin words that stand in names and are none. */
    private static final Set<String> PARTICLES =
            Set.of("van", "von", "der", "den", "del", "des", "the", "bin", "ibn", "abu", "mrs", "miss", "and", "for");

    /**
     * @param key letters without anything between them
     * @param whole whether it stands for the person wherever it is found
     */
    private record Needle(String key, boolean latin, boolean whole) {}

    private final FoldedText text;
    private final Spans spans;
    private final String mask;
    private final List<Needle> needles = new ArrayList<>();

    private NamesInText(FoldedText text, String name, Spans spans) {
        this.text = text;
        this.spans = spans;
        this.mask = Redaction.maskName(name);
        FoldedText folded = new FoldedText(withoutTitle(name));
        StringBuilder whole = new StringBuilder();
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean latin = true;
        for (int i = 0; i <= folded.length(); i++) {
            if (i == folded.length() || folded.isMark(i)) {
                if (!part.isEmpty()) {
                    parts.add(part.toString());
                    part.setLength(0);
                }
            } else {
                part.append(folded.at(i));
                whole.append(folded.at(i));
                latin &= folded.sort(i) != Sort.HAN;
            }
        }
        if (whole.length() < 2) {
            return;
        }
        needles.add(new Needle(whole.toString(), latin, true));
        if (latin) {
            parts.stream()
                    .filter(each -> parts.size() > 1 && each.length() > 2 && !PARTICLES.contains(each))
                    .forEach(each -> needles.add(new Needle(each, true, true)));
        } else if (parts.stream().filter(each -> each.length() > 1).count() > 1) {
            parts.stream()
                    .filter(each -> each.length() > 1)
                    .forEach(each -> needles.add(new Needle(each, false, !isWord(each))));
        } else {
            String given = given(whole.toString());
            if (given.length() > 1) {
                needles.add(new Needle(given, false, !isWord(given)));
            } else if (given.length() == 1) {
                familiar(given);
            }
        }
    }

    static void find(FoldedText text, String name, Spans spans) {
        new NamesInText(text, name, spans).find();
    }

    /** A customer may have been put down as 王小芳女士. */
    private static String withoutTitle(String name) {
        String bare = name.strip();
        for (String title : TITLES) {
            if (title.length() > 1 && bare.endsWith(title) && bare.length() > title.length() + 1) {
                return bare.substring(0, bare.length() - title.length());
            }
        }
        return bare;
    }

    /** What is left without the family name; of names longer than Chinese ones nothing. */
    private static String given(String name) {
        boolean compound = name.length() > 2 && NameKey.COMPOUND_FAMILY_NAMES.contains(name.substring(0, 2));
        String given = name.substring(compound ? 2 : 1);
        return name.length() > 4 ? "" : given;
    }

    /** How one is called by a given name of one character: 小芳, 芳芳, 芳姐; 芳 itself with the words around it. */
    private void familiar(String given) {
        needles.add(new Needle(given, false, false));
        for (String called : List.of("小" + given, "阿" + given, given + given, given + "儿")) {
            if (!isWord(called)) {
                needles.add(new Needle(called, false, true));
            }
        }
    }

    /** Whether this is one word of the dictionary by which Chinese is broken into words. */
    private static boolean isWord(String text) {
        BreakIterator words = BreakIterator.getWordInstance(ULocale.CHINA);
        words.setText(text);
        words.first();
        return words.next() == text.length();
    }

    private void find() {
        for (int i = 0; i < text.length(); i++) {
            for (Needle needle : needles) {
                if (text.at(i) == needle.key().charAt(0)) {
                    int end = end(i, needle.key());
                    if (end > 0 && (needle.whole() || isMeant(i, end)) && (!needle.latin() || isApart(i, end))) {
                        spans.add(i, end, mask);
                    }
                }
            }
        }
    }

    /** @return behind the last character of the key that begins here, blanks and dots between any two; -1 if it does not */
    private int end(int from, String key) {
        int i = from;
        for (int k = 0; k < key.length(); k++) {
            int gap = i;
            while (k > 0 && i - gap < GAP && i < text.length() && text.isMark(i)) {
                i++;
            }
            if (text.at(i) != key.charAt(k)) {
                return -1;
            }
            i++;
        }
        return i;
    }

    private boolean isApart(int from, int to) {
        return text.sort(from - 1) != Sort.LETTER && text.sort(to) != Sort.LETTER;
    }

    private boolean isMeant(int from, int to) {
        for (String title : TITLES) {
            if (text.has(to, title) && !(to - from == 1 && isWord(text.at(from) + title))) {
                return true;
            }
        }
        if (to - from > 1 && text.sort(from - 1) != Sort.HAN) {
            for (String does : DOES) {
                if (text.has(to, does)) {
                    return true;
                }
            }
        }
        int end = from;
        while (from - end < GAP
                && (text.isMark(end - 1) || text.at(end - 1) == '是' || text.at(end - 1) == '为')
                && end > 0) {
            end--;
        }
        for (String word : BEFORE) {
            if (text.has(from - word.length(), word) || text.has(end - word.length(), word)) {
                return true;
            }
        }
        return false;
    }
}
