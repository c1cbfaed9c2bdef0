package io.aftercare.notification;

/** Where a message stands. */
enum NoticeState {
    QUEUED("待发送", "wait"),
    SENDING("发送中", "wait"),
    SENT("已发送", "good"),
    /** No mail server is configured: the message is kept and shown. */
    KEPT("已保存，未寄出", ""),
    /** Mail did not reach the customer, who is to be called. */
    FAILED("未送达，待致电", "bad"),
    PHONED("已致电", "good"),
    /** Nothing left to send: the customer was erased, or a colleague has no address. */
    DROPPED("已取消", "");

    private final String label;
    private final String tone;

    NoticeState(String label, String tone) {
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

    boolean open() {
        return this == QUEUED || this == SENDING;
    }
}
