package io.aftercare.fulfilment;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stands in for each system that is not configured, with tables of our own. Whatever a call books is committed or rolled back
 * with the caller's transaction. A product that {@code aftercare.embedded_stock} does not name is not counted: there is
 * always enough of it.
 */
class EmbeddedPeers implements Payments, Vouchers, Stock, Courier {

    /** What a person reads out or types; without 0, O, 1, I. */
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static final String COURIER = "自营配送";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    EmbeddedPeers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public Confirmation refund(String key, String orderNumber, BigDecimal amount) {
        return new Confirmation(book(key, "refund", number("TK"), orderNumber, null, null, null, amount, false), null);
    }

    @Override
    public Optional<Confirmation> findRefund(String key, BigDecimal amount) {
        return find(key, null);
    }

    @Override
    public Confirmation issueCoupon(String key, UUID customerId, BigDecimal amount) {
        // whoever knows the number can spend it
        StringBuilder number = new StringBuilder("YHQ");
        for (int i = 0; i < 13; i++) {
            number.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new Confirmation(
                book(key, "coupon", number.toString(), null, customerId, null, null, amount, false), null);
    }

    @Override
    public Optional<Confirmation> findCoupon(String key, BigDecimal amount) {
        return find(key, null);
    }

    @Override
    public Confirmation voidCoupon(String key, String couponNumber) {
        if (!undo(couponNumber)) {
            throw new Declined("没有这张优惠券");
        }
        return new Confirmation(couponNumber, null);
    }

    @Override
    public Confirmation grantPoints(String key, UUID customerId, int points) {
        return new Confirmation(book(key, "points", number("JF"), null, customerId, null, points, null, false), null);
    }

    @Override
    public Optional<Confirmation> findPoints(String key, int points) {
        return find(key, null);
    }

    @Override
    public Confirmation reserve(String key, String product, int quantity) {
        Optional<Confirmation> known = find(key, null);
        if (known.isPresent()) {
            return known.get();
        }
        boolean taken = jdbc.sql("update aftercare.embedded_stock set available = available - :quantity"
                                + " where product = :product and available >= :quantity")
                        .param("quantity", quantity)
                        .param("product", product)
                        .update()
                > 0;
        if (!taken
                && jdbc.sql("select exists (select 1 from aftercare.embedded_stock where product = ?)")
                        .param(product)
                        .query(Boolean.class)
                        .single()) {
            throw new Declined("库存不足");
        }
        return new Confirmation(
                book(key, "reservation", number("KC"), null, null, product, quantity, null, taken), null);
    }

    @Override
    public Optional<Confirmation> findReservation(String key, int quantity) {
        return find(key, null);
    }

    @Override
    public Confirmation release(String key, String reservation) {
        jdbc.sql(
                        """
                        with released as (
                            update aftercare.embedded_booking set undone_at = ?
                            where reference = ? and kind = 'reservation' and undone_at is null returning product, quantity, counted)
                        update aftercare.embedded_stock s set available = s.available + r.quantity
                        from released r where s.product = r.product and r.counted
                        """)
                .params(OffsetDateTime.now(clock), reservation)
                .update();
        return new Confirmation(reservation, null);
    }

    @Override
    public Confirmation returnLabel(String key, String caseNumber, UUID customerId, String returnAddress) {
        return new Confirmation(
                book(key, "return-label", number("MD"), null, customerId, null, null, null, false), null);
    }

    @Override
    public Optional<Confirmation> findReturnLabel(String key) {
        return find(key, null);
    }

    @Override
    public Confirmation ship(String key, Parcel parcel) {
        String tracking = book(
                key,
                "ship-" + parcel.purpose(),
                number("YD"),
                null,
                parcel.customerId(),
                parcel.product(),
                parcel.quantity(),
                null,
                false);
        return new Confirmation(tracking, COURIER);
    }

    @Override
    public Optional<Confirmation> findShipment(String key) {
        return find(key, COURIER);
    }

    private Optional<Confirmation> find(String key, String courier) {
        return jdbc.sql("select reference from aftercare.embedded_booking where key = ?")
                .param(key)
                .query(String.class)
                .optional()
                .map(reference -> new Confirmation(reference, courier));
    }

    /** Prefix, day and the booking's own number. */
    private String number(String prefix) {
        long next = jdbc.sql("select nextval('aftercare.embedded_reference')")
                .query(Long.class)
                .single();
        return prefix + DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.now(clock)) + "%06d".formatted(next);
    }

    /** The reference under which it is booked: the one given, or that of an earlier booking with this key. */
    private String book(
            String key,
            String kind,
            String reference,
            String orderNumber,
            UUID customerId,
            String product,
            Integer quantity,
            BigDecimal amount,
            boolean counted) {
        jdbc.sql(
                        """
                        insert into aftercare.embedded_booking
                            (key, kind, reference, order_number, customer_id, product, quantity, amount, counted, booked_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (key) do nothing
                        """)
                .params(
                        key,
                        kind,
                        reference,
                        orderNumber,
                        customerId,
                        product,
                        quantity,
                        amount,
                        counted,
                        OffsetDateTime.now(clock))
                .update();
        return find(key, null).orElseThrow().reference();
    }

    private boolean undo(String reference) {
        return jdbc.sql("update aftercare.embedded_booking set undone_at = coalesce(undone_at, ?)"
                                + " where reference = ?")
                        .params(OffsetDateTime.now(clock), reference)
                        .update()
                > 0;
    }
}
