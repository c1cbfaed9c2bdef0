package io.aftercare.customer;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a name tells two people apart: two spellings of one name have one key, whatever blanks, dots, titles, width, case
 * or composed characters they are written with. It is compared and never shown.
 */
final class NameKey {

    /** Two characters that are a family name (复姓). */
    static final Set<String> COMPOUND_FAMILY_NAMES = Set.of(
            "欧阳", "司马", "上官", "诸葛", "司徒", "东方", "独孤", "南宫", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "轩辕", "端木",
            "闻人", "澹台", "申屠", "太史", "淳于", "单于", "钟离", "濮阳", "呼延", "赫连", "万俟", "鲜于", "司空", "仲孙", "百里", "东郭");

    private static final Pattern NOT_PART_OF_A_NAME =
            Pattern.compile("[\\p{P}\\p{Z}\\p{Cc}\\p{Cf}\\ufe00-\\ufe0f\\s|]");
    private static final Pattern TITLE_BEHIND =
            Pattern.compile("^(.{2,}?)(?:先生|女士|小姐|太太|夫人|老师|师傅|阿姨|叔叔|大爷|大妈|大姐|大哥|同志|同学|医生|教授|经理|主任|总监|老板)");
    private static final Pattern TITLE_BEFORE =
            Pattern.compile("^(?:mr|mrs|ms|miss|dr|prof)[.\\s]+(?=\\S)", Pattern.CASE_INSENSITIVE);

    private NameKey() {}

    static String of(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC).strip();
        String bare = NOT_PART_OF_A_NAME
                .matcher(TITLE_BEFORE.matcher(plain).replaceFirst(""))
                .replaceAll("");
        String key = bare.isEmpty() ? plain : bare;
        Matcher titled = TITLE_BEHIND.matcher(key);
        // 王先生 and 王女士 are two people: a family name alone does not say who
        if (titled.matches() && !COMPOUND_FAMILY_NAMES.contains(titled.group(1))) {
            key = titled.group(1);
        }
        // upper case first, so that ß and SS, σ and ς are one
        return Normalizer.normalize(key.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
    }
}
