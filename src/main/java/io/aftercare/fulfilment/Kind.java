package io.aftercare.fulfilment;

import java.util.Arrays;

/** What is carried out. A decision has each kind at most once. */
enum Kind {
    REFUND("refund", "退款"),
    COUPON("coupon", "优惠券"),
    POINTS("points", "积分"),
    COUPON_VOID("coupon-void", "作废优惠券"),
    RESERVATION("reservation", "预留库存"),
    RELEASE("release", "释放库存"),
    RETURN_LABEL("return-label", "寄回面单"),
    SHIP_EXCHANGE("ship-exchange", "换货寄出"),
    SHIP_RESHIPMENT("ship-reshipment", "补发寄出"),
    SHIP_REPAIRED("ship-repaired", "维修后寄回"),
    SHIP_SEND_BACK("ship-send-back", "退回原商品");

    private final String key;
    private final String label;

    Kind(String key, String label) {
        this.key = key;
        this.label = label;
    }

    public String key() {
        return key;
    }

    public String label() {
        return label;
    }

    /** Whether a person has to approve it. */
    boolean money() {
        return this == REFUND || this == COUPON || this == POINTS;
    }

    static Kind of(String key) {
        return Arrays.stream(values())
                .filter(kind -> kind.key.equals(key))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("There is nothing of the kind '" + key + "' to fulfil"));
    }
}
