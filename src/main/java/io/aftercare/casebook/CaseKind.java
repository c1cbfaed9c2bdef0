package io.aftercare.casebook;

import java.util.List;
import java.util.Map;

/**
 * A kind of case, such as complaints: what people call it, and what its cases tell on their page. The feature that owns the
 * process implements it, one bean per process; their order is that of the lists in which people choose.
 */
public interface CaseKind {

    /**
     * A line of the case page.
     *
     * @param text null or blank for what is not known, which is not shown
     */
    record Fact(String label, String text) {}

    /** Key of the process, as the register has it. */
    String processKey();

    /** What staff call it, e.g. 投诉; its tracking table is 投诉处理跟踪表. */
    String label();

    /** What the time of receipt is called in that table, e.g. 投诉时间. */
    String receivedLabel();

    /**
     * What the page of a case tells beside what every case has, in the order of the work.
     *
     * @param variables of the case's process by name; empty once its history was cleaned up
     */
    default List<Fact> facts(Map<String, Object> variables) {
        return List.of();
    }
}
