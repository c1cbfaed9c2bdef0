package io.aftercare.calendar;

import java.util.List;
import java.util.stream.Collectors;

/** A calendar file that cannot be used. The message names each finding with its line, in Chinese. */
class BadCalendarFile extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 20;

    /**
     * One thing that is wrong.
     *
     * @param line counted from 1
     * @param reason Chinese, without full stop
     */
    record Finding(int line, String reason) {

        @Override
        public String toString() {
            return "第 " + line + " 行：" + reason;
        }
    }

    private final transient List<Finding> findings;

    /** @param findings in the order of the lines; at least one */
    BadCalendarFile(List<Finding> findings) {
        super(findings.stream().limit(SHOWN).map(Finding::toString).collect(Collectors.joining("；"))
                + (findings.size() > SHOWN ? "；等共 " + findings.size() + " 处" : "")
                + "。");
        this.findings = List.copyOf(findings);
    }

    List<Finding> findings() {
        return findings;
    }
}
