package io.aftercare.customer;

import io.aftercare.customer.FoldedText.Sort;

/**
 * Finds the numbers of goods, parcels and faults that a word names as such: they look like documents and cards of people and are
 * none. Looks at a bounded stretch behind every word, so the work is in proportion to the text.
 */
final class GoodsInText {

    private static final Words WORDS = Words.of("错误代码 错误码 故障代码 故障码 报错码 型号 机型 序列号 序号 机身号 机身码 设备号 批号 批次 料号 货号 款号 条码 条形码"
            + " 运单 快递单 物流单 订单号 订单编号 imei meid sn s/n");

    private static final String FILLERS = " :号码是为=>#.'\"“”(（";
    private static final int FILLER = 8;
    private static final int LONGEST = 40;

    private GoodsInText() {}

    static void find(FoldedText text, Spans spans) {
        int free = 0;
        for (int i = 0; i < text.length(); i++) {
            int behind = WORDS.end(text, i);
            if (behind == 0
                    || i < free
                    || text.sort(i) == Sort.LETTER && (isCode(text, i - 1) || text.sort(behind) == Sort.LETTER)) {
                continue;
            }
            int from = behind;
            while (from - behind < FILLER && from < text.length() && FILLERS.indexOf(text.at(from)) >= 0) {
                from++;
            }
            int to = from;
            while (to - from < LONGEST && (isCode(text, to) || "-_/.".indexOf(text.at(to)) >= 0)) {
                to++;
            }
            if (to > from) {
                spans.ofGoods(from, to);
                free = to;
            }
        }
    }

    private static boolean isCode(FoldedText text, int i) {
        return text.sort(i) == Sort.LETTER || text.sort(i) == Sort.DIGIT;
    }
}
