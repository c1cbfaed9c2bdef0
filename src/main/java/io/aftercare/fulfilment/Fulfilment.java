package io.aftercare.fulfilment;

import io.aftercare.customer.Customers;
import io.aftercare.fulfilment.Courier.Parcel;
import io.aftercare.platform.ForModels;
import io.aftercare.platform.Refusal;
import io.aftercare.platform.Staff;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries out what was decided about money and goods, once (A6, A7).
 *
 * <p>A decision's order has one key: case number, decision and kind. An attempt is counted and committed before anybody is
 * asked, and the outcome committed right after, each in a transaction of its own, whatever becomes of the caller's. An order
 * that is done answers with its reference and asks nobody. Where the outcome of an earlier attempt is not known, because no
 * answer came or the program died, the next one first asks what was booked with the key, and then repeats the call with the
 * same key. Two calls with one key at once: the second waits and finds it done.
 *
 * <p>Money has rules that hold whoever calls (C10, GB/T 47746-2026): a known person has approved it, who is not the one who
 * proposed it; the amount is more than nothing, in whole fen; all refunds of an order together are no more than what was paid.
 * A {@link Refusal} says which one would be broken, and nothing is written then.
 */
@Service("fulfilment")
@ForModels("履约：客户寄回商品的地址")
public class Fulfilment {

    private static final Logger LOG = LoggerFactory.getLogger(Fulfilment.class);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    static final Pattern REFERENCE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._:/-]{0,63}");
    private static final BigDecimal MOST = new BigDecimal(1_000_000);

    /**
     * Money that a person approved.
     *
     * @param decision id of the approved proposal; another proposal has another
     * @param amount in CNY
     * @param orderNumber which order is paid back; for refunds only
     * @param customerId who gets it; for coupons and points only
     */
    public record Money(
            String caseNumber,
            String decision,
            BigDecimal amount,
            String proposer,
            String approvedBy,
            String orderNumber,
            UUID customerId) {}

    /** Other cases have paid back so much of the order that this refund would be more than was paid. */
    static final class RefundRefused extends Refusal {

        private static final long serialVersionUID = 1L;

        private RefundRefused(BigDecimal left) {
            super(409, "金额有误：" + limit(left) + "，请调整金额后重新审批。", List.of(new Field("amount", limit(left))));
        }
    }

    public record Points(String reference, int points) {}

    public record Shipment(String trackingNumber, String courier) {}

    private final Ledger ledger;
    private final Payments payments;
    private final Vouchers vouchers;
    private final Stock stock;
    private final Courier courier;
    private final Customers customers;
    private final Staff staff;
    private final FulfilmentProperties properties;
    private final Clock clock;
    private final TransactionTemplate own;

    /** @param payments by name, because our own tables stand in for all four */
    Fulfilment(
            Ledger ledger,
            @Qualifier("paymentsPeer") Payments payments,
            @Qualifier("vouchersPeer") Vouchers vouchers,
            @Qualifier("stockPeer") Stock stock,
            @Qualifier("courierPeer") Courier courier,
            Customers customers,
            Staff staff,
            FulfilmentProperties properties,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.ledger = ledger;
        this.payments = payments;
        this.vouchers = vouchers;
        this.stock = stock;
        this.courier = courier;
        this.customers = customers;
        this.staff = staff;
        this.properties = properties;
        this.clock = clock;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Pays money back the way it came.
     *
     * @return the payment's reference
     * @throws Refusal if a rule of money would be broken, or the decision is known with another amount or order
     * @throws Unconfirmed if it may or may not be done; calling again is right
     * @throws Declined if it is not done and a person has to look
     */
    public String refund(Money money) {
        BigDecimal amount = amount(money);
        Entry order = entry(money, Kind.REFUND, amount, null);
        return carryOut(
                        order,
                        e -> payments.findRefund(e.key(), e.amount()),
                        e -> payments.refund(e.key(), e.orderNumber(), e.amount()))
                .reference();
    }

    /**
     * Gives the customer a coupon; failures as in {@link #refund}.
     *
     * @return its number
     */
    public String issueCoupon(Money money) {
        return carryOut(
                        entry(money, Kind.COUPON, amount(money), null),
                        e -> vouchers.findCoupon(e.key(), e.amount()),
                        e -> vouchers.issueCoupon(e.key(), e.customerId(), e.amount()))
                .reference();
    }

    /** Gives the customer points for an amount, by {@code aftercare.fulfilment.points-per-yuan}; failures as in {@link #refund}. */
    public Points grantPoints(Money money) {
        BigDecimal amount = amount(money);
        int points = amount.multiply(BigDecimal.valueOf(properties.pointsPerYuan()))
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
        Entry done = carryOut(
                entry(money, Kind.POINTS, amount, points),
                e -> vouchers.findPoints(e.key(), e.quantity()),
                e -> vouchers.grantPoints(e.key(), e.customerId(), e.quantity()));
        return new Points(done.reference(), done.quantity());
    }

    /**
     * Makes a coupon that this case was given worthless; does nothing if it is so already.
     *
     * @throws NoSuchElementException if the case has no such coupon
     * @throws Declined if it was spent
     */
    public void voidCoupon(String caseNumber, String couponNumber) {
        Entry coupon = known(caseNumber, Kind.COUPON, couponNumber);
        undo(coupon, Kind.COUPON_VOID, e -> vouchers.voidCoupon(e.key(), couponNumber));
    }

    /**
     * Keeps goods back for a case.
     *
     * @return the reservation's number
     * @throws Declined if there are not enough; asking again later is right
     */
    public String reserve(String caseNumber, String decision, String orderNumber, String product, int quantity) {
        Entry order = entry(caseNumber, decision, Kind.RESERVATION, orderNumber, null, product, quantity);
        return carryOut(
                        order,
                        e -> stock.findReservation(e.key(), e.quantity()),
                        e -> stock.reserve(e.key(), e.product(), e.quantity()))
                .reference();
    }

    /**
     * Gives goods free that were kept back for this case; does nothing if they are so already.
     *
     * @throws NoSuchElementException if the case has no such reservation
     */
    public void release(String caseNumber, String reservation) {
        Entry reserved = known(caseNumber, Kind.RESERVATION, reservation);
        undo(reserved, Kind.RELEASE, e -> stock.release(e.key(), reservation));
    }

    /**
     * Sends goods to a customer, whose address goes to the courier and nowhere else.
     *
     * @param purpose exchange, reshipment, repaired or send-back
     * @throws IllegalArgumentException if the purpose is none of these
     */
    public Shipment ship(
            String caseNumber, String decision, UUID customerId, String product, int quantity, String purpose) {
        Entry order = entry(caseNumber, decision, Kind.of("ship-" + purpose), null, customerId, product, quantity);
        Entry done = carryOut(
                order,
                e -> courier.findShipment(e.key()),
                e -> courier.ship(
                        e.key(), new Parcel(e.caseNumber(), e.customerId(), e.product(), e.quantity(), purpose)));
        return new Shipment(done.reference(), done.courier());
    }

    /**
     * A label with which the customer sends goods to us at our cost.
     *
     * @return its number
     */
    public String returnLabel(String caseNumber, String decision, UUID customerId) {
        Entry order = entry(caseNumber, decision, Kind.RETURN_LABEL, null, customerId, null, null);
        return carryOut(
                        order,
                        e -> courier.findReturnLabel(e.key()),
                        e -> courier.returnLabel(e.key(), e.caseNumber(), e.customerId(), returnAddress()))
                .reference();
    }

    /** Where customers send goods to. */
    @ForModels("客户寄回商品的地址")
    public String returnAddress() {
        return properties.returnAddress();
    }

    /**
     * What can still be paid back of an order, in CNY: what was paid less what was, or may have been, paid back; 0 for an order
     * that is not known.
     */
    public BigDecimal refundable(String orderNumber) {
        return customers
                .paid(orderNumber)
                .map(paid -> paid.subtract(ledger.refunds(orderNumber, 0)).max(BigDecimal.ZERO))
                .orElse(BigDecimal.ZERO);
    }

    /** Why so much cannot be paid back of an order, in a clause for people; empty if it can. */
    public Optional<String> unrefundable(String orderNumber, BigDecimal amount) {
        BigDecimal left = refundable(orderNumber);
        return amount.compareTo(left) <= 0 ? Optional.empty() : Optional.of(limit(left));
    }

    private static String limit(BigDecimal left) {
        return "这个订单最多还可退"
                + left.max(BigDecimal.ZERO).setScale(2, RoundingMode.HALF_UP).toPlainString() + "元";
    }

    /**
     * A person takes over, in the caller's transaction: nobody is asked any more, until {@link #reopen}. Does nothing to an
     * order that is done, or that was never begun.
     */
    @Transactional
    void giveUp(String caseNumber, String decision, Kind kind) {
        ledger.find(caseNumber, decision, kind)
                .map(e -> ledger.lock(e.id()))
                .filter(e -> !e.state().finished())
                .ifPresent(e -> {
                    ledger.state(e.id(), State.FAILED);
                    LOG.warn(
                            "{} of case {} handed to a person after {} attempts: {}",
                            e.key(),
                            caseNumber,
                            e.attempts(),
                            e.lastAnswer());
                });
    }

    /**
     * Finance has paid, or given the coupon or points, by hand, in the caller's transaction: no call can follow.
     *
     * @param by user id of who did it
     * @throws Refusal if it was done meanwhile, or the reference is missing, malformed or another's
     */
    @Transactional
    public void recordByHand(String caseNumber, String decision, String reference, String by) {
        Entry money = lockMoney(caseNumber, decision);
        if (money.state().finished()) {
            throw new Refusal(
                    409,
                    "这笔" + money.kind().label() + "已经完成，流水号 " + money.reference() + "，请不要再次办理；请选择“重新发起”，系统会带出该流水号。",
                    List.of(new Refusal.Field("refundOutcome", "已经完成")));
        }
        String number = reference == null ? "" : reference.strip();
        if (!REFERENCE.matcher(number).matches()) {
            throw refused("refundReference", "请填写支付渠道的退款流水号，最多64个字，不含空格");
        }
        if (ledger.referenceTaken(money.kind(), number, money.id())) {
            throw refused("refundReference", "该流水号已用于另一笔" + money.kind().label() + "，请核对后重新填写");
        }
        ledger.doneByHand(money.id(), number, by, clock.instant());
        LOG.info("{} done by hand by {}: {}", money.key(), by, number);
    }

    /**
     * Finance has seen that nothing was paid, in the caller's transaction: the attempts begin again, with the same key.
     *
     * @throws Refusal if nothing was to be paid for this decision
     */
    @Transactional
    public void reopen(String caseNumber, String decision) {
        Entry money = lockMoney(caseNumber, decision);
        if (!money.state().finished()) {
            ledger.state(money.id(), State.ASKED);
        }
    }

    /** The decision's money that is not done yet, or that which is; what was declined must be within what was paid again. */
    private Entry lockMoney(String caseNumber, String decision) {
        Entry found = Stream.of(Kind.REFUND, Kind.COUPON, Kind.POINTS)
                .flatMap(kind -> ledger.find(caseNumber, decision, kind).stream())
                .min(Comparator.comparing(e -> e.state().finished()))
                .orElseThrow(() -> new Refusal(404, "没有找到这笔款项，请联系系统管理员核对个案 " + caseNumber + " 的出款记录。", List.of()));
        if (found.kind() == Kind.REFUND) {
            ledger.lockRefundsOf(found.orderNumber());
        }
        Entry locked = ledger.lock(found.id());
        if (locked.kind() == Kind.REFUND && locked.state() == State.DECLINED) {
            // the others count as paid already
            mustBeWithinPaid(locked);
        }
        return locked;
    }

    /** Carries out a new or unfinished order; the row as it is when done. */
    private Entry carryOut(
            Entry order, Function<Entry, Optional<Confirmation>> find, Function<Entry, Confirmation> ask) {
        Entry claimed = own.execute(tx -> claim(order));
        Entry now = claimed.state() == State.ASKED ? own.execute(tx -> attempt(claimed, find, ask)) : claimed;
        if (now.undoneAt() != null) {
            throw new Refusal(409, now.kind().label() + "已经撤销，不能再次办理；如仍需办理，请重新提出方案并审批。", List.of());
        }
        return switch (now.state()) {
            case DONE, BY_HAND -> now;
            case DECLINED -> throw new Declined(now.lastAnswer());
            case FAILED -> throw new Unconfirmed("已转人工办理");
            default -> throw new Unconfirmed(now.lastAnswer());
        };
    }

    private Entry claim(Entry order) {
        if (order.kind() == Kind.REFUND) {
            ledger.lockRefundsOf(order.orderNumber());
        }
        Entry row = ledger.find(order.caseNumber(), order.decision(), order.kind())
                .orElseGet(() -> {
                    if (order.kind().money()) {
                        mustBeApproved(order);
                    }
                    if (order.kind() == Kind.REFUND) {
                        mustBeWithinPaid(order);
                    }
                    return ledger.insert(order, clock.instant());
                });
        boolean same = order.kind().money()
                ? row.amount().compareTo(order.amount()) == 0 && Objects.equals(row.orderNumber(), order.orderNumber())
                : Objects.equals(row.quantity(), order.quantity());
        if (!same) {
            throw new Refusal(409, "同一决定的金额、订单和数量不能更改；如需更改，请重新提出方案并审批。", List.of());
        }
        // a shelf that was empty may be full now; of money only a person says that it is asked for again
        return ledger.startAttempt(row.id(), !order.kind().money(), clock.instant());
    }

    private Entry attempt(
            Entry claimed, Function<Entry, Optional<Confirmation>> find, Function<Entry, Confirmation> ask) {
        // held while the peer is asked: a second call waits here, and a crash lets go of it
        Entry row = ledger.lock(claimed.id());
        if (row.state() != State.ASKED) {
            return row;
        }
        try {
            Optional<Confirmation> earlier = claimed.attempts() > 1 ? find.apply(row) : Optional.empty();
            Confirmation confirmed = earlier.isPresent() ? earlier.get() : ask.apply(row);
            if (row.kind().money() && ledger.referenceTaken(row.kind(), confirmed.reference(), row.id())) {
                return unanswered(row, State.ASKED, "答复的流水号属于另一笔");
            }
            LOG.info("{} done: {}", row.key(), confirmed.reference());
            return ledger.done(row.id(), confirmed, clock.instant());
        } catch (Unconfirmed e) {
            return unanswered(row, State.ASKED, e.getMessage());
        } catch (Declined e) {
            return unanswered(row, State.DECLINED, e.getMessage());
        }
    }

    private Entry unanswered(Entry row, State state, String reason) {
        LOG.warn("{}, attempt {}: {}", row.key(), row.attempts(), reason);
        return ledger.unanswered(row.id(), state, reason);
    }

    private void undo(Entry done, Kind kind, Function<Entry, Confirmation> ask) {
        if (done.undoneAt() == null) {
            Entry order = entry(done.caseNumber(), done.decision(), kind, null, null, done.product(), done.quantity());
            carryOut(order, e -> Optional.empty(), ask);
            own.executeWithoutResult(tx -> ledger.undone(done.id(), clock.instant()));
        }
    }

    private Entry known(String caseNumber, Kind kind, String reference) {
        return ledger.findByReference(caseNumber, kind, reference)
                .orElseThrow(() -> new NoSuchElementException(
                        "Case " + caseNumber + " has no " + kind.key() + " with the reference " + reference));
    }

    private static BigDecimal amount(Money money) {
        if (money.amount() == null || money.amount().signum() <= 0) {
            throw refused("amount", "金额必须大于0元");
        }
        if (money.amount().stripTrailingZeros().scale() > 2) {
            throw refused("amount", "金额最多两位小数");
        }
        if (money.amount().compareTo(MOST) > 0) {
            throw refused("amount", "金额不能超过1000000元");
        }
        return money.amount().setScale(2, RoundingMode.UNNECESSARY);
    }

    private void mustBeApproved(Entry order) {
        String approver = order.approvedBy();
        if (approver == null || approver.isBlank() || !staff.isKnown(approver)) {
            throw new Refusal(
                    403, "退款和补偿必须经有权限的同事审批后才能办理，请先提交审批。", List.of(new Refusal.Field("approvedBy", "没有有效的审批人")));
        }
        if (order.proposer() == null || order.proposer().isBlank()) {
            throw new Refusal(
                    403, "不知道这项决定由谁提出，无法确认审批人不是提出人，请重新提出方案并审批。", List.of(new Refusal.Field("proposer", "没有提出人")));
        }
        if (approver.equals(order.proposer())) {
            throw new Refusal(
                    403, "提出人和审批人不能是同一人，请交由其他有权限的同事审批。", List.of(new Refusal.Field("approvedBy", "审批人与提出人是同一人")));
        }
    }

    /** The caller holds the lock on the order's refunds. */
    private void mustBeWithinPaid(Entry refund) {
        BigDecimal paid =
                customers.paid(refund.orderNumber()).orElseThrow(() -> refused("orderNumber", "没有找到该订单的付款记录，请核对订单号"));
        BigDecimal left = paid.subtract(ledger.refunds(refund.orderNumber(), refund.id()));
        if (refund.amount().compareTo(left) > 0) {
            throw new RefundRefused(left);
        }
    }

    private static Refusal refused(String field, String reason) {
        return new Refusal(reason + "。", List.of(new Refusal.Field(field, reason)));
    }

    private static Entry entry(Money m, Kind kind, BigDecimal amount, Integer quantity) {
        if (kind == Kind.REFUND && (m.orderNumber() == null || m.orderNumber().isBlank())) {
            throw refused("orderNumber", "请填写要退款的订单号");
        }
        return new Entry(
                0,
                id(m.caseNumber()),
                id(m.decision()),
                kind,
                kind == Kind.REFUND ? m.orderNumber().strip() : null,
                m.customerId(),
                amount,
                null,
                quantity,
                m.proposer(),
                m.approvedBy(),
                State.OPEN,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private Entry entry(
            String caseNumber,
            String decision,
            Kind kind,
            String orderNumber,
            UUID customerId,
            String product,
            Integer quantity) {
        if (quantity != null && quantity < 1) {
            throw refused("quantity", "数量必须大于0");
        }
        return new Entry(
                0,
                id(caseNumber),
                id(decision),
                kind,
                orderNumber,
                customerId,
                null,
                product,
                quantity,
                null,
                null,
                State.OPEN,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Case numbers and decisions are part of the key, which other systems see. */
    private static String id(String id) {
        if (id == null || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException("Not the id of a case or decision: " + id);
        }
        return id;
    }
}
