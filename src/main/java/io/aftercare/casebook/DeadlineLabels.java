package io.aftercare.casebook;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Chinese of what the ledger of deadlines says. A code without a label is shown as it is. */
final class DeadlineLabels {

    static final Map<String, String> KIND = new LinkedHashMap<>();

    static {
        KIND.put("internal", "部门时限");
        KIND.put("statutory", "法定期限");
    }

    /** Why a clock may stand still. */
    static final Map<String, String> PAUSE = new LinkedHashMap<>();

    /** What an extension is asked in. */
    static final Map<String, String> UNIT = new LinkedHashMap<>();

    static {
        PAUSE.put("customer-materials", "等待客户补充材料");
        PAUSE.put("customer-answer", "等待客户答复");
        PAUSE.put("parcel", "寄回商品在途");
        UNIT.put("hours", "小时");
        UNIT.put("days", "天");
    }

    static final String NATURAL = "natural";

    private static final Map<String, String> CHANGE = Map.of(
            "calendar-changed", "按更新后的日历调整",
            "calendar-kept", "日历已更新，按新日历算已到期，保留原时限",
            "paused", "暂停计时",
            "resumed", "恢复计时",
            "extension-asked", "申请延期",
            "extended", "同意延期",
            "extension-refused", "不同意延期",
            "extension-lapsed", "延期申请失效（环节已办完）",
            "replanned", "按新时限表调整");

    private DeadlineLabels() {}

    static String kind(String code) {
        return KIND.getOrDefault(code, code);
    }

    static String change(String kind) {
        return CHANGE.getOrDefault(kind, kind);
    }

    /** A reason as the ledger keeps it: a code of {@link #PAUSE}, words, or the code and words behind it. */
    static String reason(String kept) {
        if (kept == null || kept.isBlank()) {
            return null;
        }
        for (Map.Entry<String, String> known : PAUSE.entrySet()) {
            if (kept.startsWith(known.getKey())) {
                String words = kept.substring(known.getKey().length()).replaceFirst("^[\\s:：,，;；]+", "");
                return known.getValue() + (words.isEmpty() ? "" : "：" + words);
            }
        }
        return kept;
    }

    /** Where a deadline comes from, e.g. {@code 《客户沟通指南》问题核查与责任认定，时限表第 1 版}. */
    static String basis(String clause, int version) {
        return clause + "，时限表第 " + version + " 版";
    }

    /** As {@link #basis(String, int)}, with the day from which the table's row holds, if it names one. */
    static String basis(String clause, int version, LocalDate validFrom) {
        return basis(clause, version) + (validFrom == null ? "" : "（" + validFrom + " 起生效）");
    }
}
