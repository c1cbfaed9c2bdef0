package io.aftercare.customer;

import io.aftercare.customer.FoldedText.Sort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Finds postal addresses in a text: the customer's own, also the beginning of it without province and city, and anybody's that
 * names a street and a number or a building and a room. Looks at a bounded stretch from any place, so the work is in
 * proportion to the text.
 */
final class AddressesInText {

    private static final String MASK = "[地址]";

    /** A beginning of an address tells where somebody lives from this many characters of the street on. */
    private static final int LEAST = 4;

    private static final int GAP = 3;
    private static final int LONGEST_NAME = 12;
    private static final int LONGEST_NUMBER = 8;

    private static final Words REGIONS = Words.ofCharacters("省市区县旗州盟");

    private static final Words ROADS = Words.of("大道 大街 胡同 路 街 巷 道");

    /** Of these a number alone is no address. */
    private static final Words PLACES = Words.of("小区 花园 新村 公寓 大厦 广场 家园 花苑 名苑 国际 中心 苑 村 庄 屯 里 坊 城 府 湾 寨");

    private static final Words NO_ROADS =
            Words.of("知道 渠道 频道 通道 报道 轨道 管道 味道 难道 打道 线路 电路 思路 套路 走路 顺路 半路 一路 在路 上路 网路 水路 气路");

    private static final Words UNITS = Words.of("号楼 号院 号房 号 单元 弄 幢 栋 座 楼 层 室 房 户 组 队 门");

    /** In which somebody lives: two of them, one within the other, are an address without a street. */
    private static final Words HOMES = Words.of("号楼 号房 单元 幢 栋 座 室 弄 户");

    private static final Words ENGLISH_ROADS = Words.of("road street avenue lane boulevard");

    private static final Words ENGLISH_UNITS = Words.of("room building block unit floor flat apartment apt rm no");

    private static final int LONGEST_ENGLISH_NAME = 40;

    /** Words before a street that are not of its name. */
    private static final Words STOPS = Words.ofCharacters("在住到往去于寄送址叫说给是我他她您了的把从发");

    private final FoldedText text;
    private final Spans spans;

    private AddressesInText(FoldedText text, Spans spans) {
        this.text = text;
        this.spans = spans;
    }

    /** @param own addresses that are known */
    static void find(FoldedText text, Collection<String> own, Spans spans) {
        AddressesInText addresses = new AddressesInText(text, spans);
        own.forEach(each -> addresses.own(new FoldedText(each).key()));
        addresses.any();
    }

    private void own(String key) {
        List<Integer> heads = new ArrayList<>(List.of(0));
        int street = 0;
        for (int i = 2; i < Math.min(key.length() - 1, 30); i++) {
            boolean region = REGIONS.has(key.charAt(i)) && i - street >= 2 && i - street <= 12;
            if (region && i + 1 < key.length() - 2 && (key.charAt(i) != '区' || key.charAt(i - 1) != '小')) {
                street = i + 1;
                heads.add(street);
            }
            if ("路街道号巷".indexOf(key.charAt(i)) >= 0) {
                break;
            }
        }
        for (int i = 0; i < text.length(); i++) {
            int longest = 0;
            for (int head : heads) {
                if (text.keyAt(i) == key.charAt(head)) {
                    longest = Math.max(longest, own(i, key, head, Math.min(street + LEAST, key.length())));
                }
            }
            if (longest > 0) {
                spans.add(i, longest, MASK);
                i = longest - 1;
            }
        }
    }

    /** @return behind the last character of the address that begins here, 0 if it does not reach the least place */
    private int own(int from, String key, int head, int least) {
        int i = from;
        int end = 0;
        for (int k = head; k < key.length(); k++) {
            int gap = i;
            while (k > head && i - gap < GAP && i < text.length() && text.isMark(i)) {
                i++;
            }
            if (i >= text.length() || text.keyAt(i) != key.charAt(k)) {
                break;
            }
            i++;
            end = k + 1 >= least ? i : 0;
        }
        return end;
    }

    private void any() {
        int free = 0;
        for (int i = 0; i < text.length(); i++) {
            if (i >= free && ENGLISH_ROADS.has(text.at(i))) {
                free = Math.max(free, english(i, free));
            }
            if (i < free || text.sort(i) != Sort.HAN && !isNumber(i)) {
                continue;
            }
            int behind = ROADS.end(text, i);
            boolean road = behind > 0 && NO_ROADS.end(text, behind - 2) == 0;
            if (!road) {
                behind = PLACES.end(text, i);
            }
            if (behind > 0) {
                int to = isOfName(i - 1) && i > free ? units(section(behind), road ? 1 : 2, road) : 0;
                if (to == 0 && !road && isOfName(i - 1) && i > free) {
                    to = door(behind);
                }
                if (to > 0) {
                    spans.add(nameStart(i, free), to, MASK);
                    free = to;
                }
            } else if (isNumber(i) && !isNumber(i - 1)) {
                int to = units(i, 2, false);
                if (to > 0) {
                    spans.add(i, to, MASK);
                    free = to;
                }
            }
        }
    }

    /** 5-2-301 behind the name of a place: building, staircase and room. */
    private int door(int behind) {
        int from = text.at(behind) == ' ' ? behind + 1 : behind;
        int building = digits(from);
        int stairs = text.at(building) == '-' ? digits(building + 1) : 0;
        int room = text.at(stairs) == '-' ? digits(stairs + 1) : 0;
        return building - from <= 3 && stairs - building <= 3 && room - stairs >= 4 && room - stairs <= 5 ? room : 0;
    }

    /** @return behind the few digits that stand here, at most one more than a door has */
    private int digits(int from) {
        int end = from;
        while (end - from < 6 && text.sort(end) == Sort.DIGIT) {
            end++;
        }
        return end;
    }

    /** No.88 Renmin Road, Room 201. Returns behind it, 0 if there is no number before the name. */
    private int english(int road, int free) {
        int behind = ENGLISH_ROADS.end(text, road);
        if (behind == 0 || text.sort(road - 1) == Sort.LETTER || text.sort(behind) == Sort.LETTER) {
            return 0;
        }
        int from = road;
        while (from > free
                && road - from < LONGEST_ENGLISH_NAME
                && (text.sort(from - 1) == Sort.LETTER || text.at(from - 1) == ' ' || text.at(from - 1) == '\'')) {
            from--;
        }
        boolean article = text.has(road - 5, " the ") || text.has(road - 3, " a ") || text.has(road - 4, " on ");
        if (text.sort(from - 1) != Sort.DIGIT || road - from < 3 || article) {
            return 0;
        }
        int number = from;
        while (number > free && from - number < LONGEST_NUMBER && text.sort(number - 1) == Sort.DIGIT) {
            number--;
        }
        int to = behind;
        for (int units = 0; units < 4; units++) {
            int unit = to;
            while (unit - to < GAP && (text.at(unit) == ' ' || text.at(unit) == ',' || text.at(unit) == '.')) {
                unit++;
            }
            int end = ENGLISH_UNITS.end(text, unit);
            while (end > 0 && end - unit < LONGEST_NAME && (text.at(end) == ' ' || text.at(end) == '.')) {
                end++;
            }
            int room = digits(end);
            if (end == 0 || room == end) {
                break;
            }
            to = text.sort(room) == Sort.LETTER && text.sort(room + 1) != Sort.LETTER ? room + 1 : room;
        }
        spans.add(number, to, MASK);
        return to;
    }

    /** Where the name before a road begins; marks, regions and words that lead to it are not of it. */
    private int nameStart(int road, int free) {
        int from = road;
        while (from > free && road - from < LONGEST_NAME && isOfName(from - 1)) {
            from--;
        }
        return from;
    }

    private boolean isOfName(int i) {
        return (text.sort(i) == Sort.HAN || text.sort(i) == Sort.LETTER || text.sort(i) == Sort.DIGIT)
                && !STOPS.has(text.at(i))
                && (!REGIONS.has(text.at(i)) || text.at(i) == '区' && text.at(i - 1) == '小');
    }

    /** 东段, 一段 and the like behind a road's name. */
    private int section(int behind) {
        if (text.at(behind + 1) == '段' && (text.digit(behind) >= 0 || "东西南北中".indexOf(text.at(behind)) >= 0)) {
            return behind + 2;
        }
        return behind;
    }

    /**
     * @param least how many numbers with a unit there have to be
     * @param road whether any unit will do; otherwise one has to be of a home
     * @return behind the last of them, 0 if there are fewer
     */
    private int units(int from, int least, boolean road) {
        int found = 0;
        boolean home = road;
        int end = 0;
        int i = from;
        while (found < 8) {
            int number = number(i, found > 0 ? GAP + (road || found > 1 ? LONGEST_NAME : 0) : GAP);
            if (number < 0) {
                break;
            }
            int behind = number;
            while (isNumber(behind) && behind - number < LONGEST_NUMBER) {
                behind++;
            }
            int unit = UNITS.end(text, behind);
            if (unit == 0) {
                // 5幢601, 3号楼2单元501
                if (found > 0
                        && number - i <= 1
                        && text.sort(number) == Sort.DIGIT
                        && behind - number >= 2
                        && behind - number <= 6) {
                    found++;
                    end = behind;
                }
                break;
            }
            home |= HOMES.end(text, behind) > 0;
            found++;
            if (found == 3 && !home) {
                return 0;
            }
            end = unit;
            i = unit;
        }
        return found >= least && home ? end : 0;
    }

    /** The number that begins here or behind a few words and no full stop; -1 if there is none. */
    private int number(int from, int within) {
        for (int i = from; i <= from + within && i < text.length(); i++) {
            if (isNumber(i)) {
                return i;
            }
            char c = text.at(i);
            if (text.isMark(i) && c != ' ' && c != '-' && c != '#' && c != '(' && c != ')') {
                return -1;
            }
        }
        return -1;
    }

    private boolean isNumber(int i) {
        char c = text.at(i);
        return switch (text.sort(i)) {
            case DIGIT -> true;
            case HAN -> text.digit(i) >= 0 && "幺洞两拐勾参".indexOf(c) < 0 || c == '十' || c == '百';
            case LETTER -> c >= 'a' && c <= 'z' && text.sort(i - 1) != Sort.LETTER && text.sort(i + 1) != Sort.LETTER;
            case NARROW -> c == '-' && text.sort(i - 1) == Sort.DIGIT;
            case WIDE -> false;
        };
    }
}
