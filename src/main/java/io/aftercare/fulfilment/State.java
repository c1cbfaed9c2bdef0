package io.aftercare.fulfilment;

/** How far an order is. */
enum State {
    OPEN("待办理", "wait"),
    /** Somebody was asked, and did not confirm yet; it may be done all the same. */
    ASKED("结果待确认", "wait"),
    DONE("已完成", "good"),
    BY_HAND("已人工办理", "good"),
    /** Known not to be done: the peer says no. */
    DECLINED("被拒绝", "bad"),
    /** Attempts used up: a person is to look. Nobody is asked any more. */
    FAILED("待人工办理", "bad");

    private final String label;
    private final String tone;

    State(String label, String tone) {
        this.label = label;
        this.tone = tone;
    }

    public String label() {
        return label;
    }

    /** Class in the style sheet. */
    public String tone() {
        return tone;
    }

    boolean finished() {
        return this == DONE || this == BY_HAND;
    }
}
