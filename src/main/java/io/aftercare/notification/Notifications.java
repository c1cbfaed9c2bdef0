package io.aftercare.notification;

import io.aftercare.customer.Customers;
import io.aftercare.customer.MailAddress;
import io.aftercare.customer.Recipient;
import io.aftercare.notification.NoticeStore.Notice;
import io.aftercare.notification.NoticeStore.Text;
import io.aftercare.notification.NoticeTemplates.Rendered;
import io.aftercare.notification.StaffDirectory.Colleague;
import io.aftercare.platform.PageRights;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Messages to customers and colleagues: written down when their moment comes, delivered later.
 *
 * <p>Delivery is at least once with one Message-ID: an attempt is counted and committed before the mail server is asked, and
 * its success committed right after, each in a transaction of its own. If the program dies between the two, the next
 * attempt sends the same message once more, which mail programs show once. A message that is known to be sent is never
 * sent again.
 */
@Service
public class Notifications {

    /** Groups that may see what was sent. */
    public static final Set<String> READERS =
            Set.of("agent", "specialist", "supervisor", "manager", "auditor", "camunda-admin");

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final String EMAIL = "email";
    private static final String ERASED = "客户资料已删除";

    private final NoticeStore store;
    private final NoticeTemplates templates;
    private final Postman postman;
    private final Customers customers;
    private final StaffDirectory staff;
    private final MailProperties properties;
    private final Clock clock;
    private final NoticeFacts cleaner;
    private final TransactionTemplate own;

    Notifications(
            NoticeStore store,
            NoticeTemplates templates,
            Postman postman,
            Customers customers,
            StaffDirectory staff,
            MailProperties properties,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.templates = templates;
        this.postman = postman;
        this.customers = customers;
        this.staff = staff;
        this.properties = properties;
        this.clock = clock;
        this.cleaner = new NoticeFacts(clock);
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Whether whoever is logged in may see what was sent. */
    public boolean visible() {
        return PageRights.anyOf(READERS);
    }

    /** What staff call a kind of message; the key itself of one that has left the product. */
    public static String label(String kind) {
        return NoticeKind.labelOf(kind);
    }

    /** Names of the facts that the messages can speak of; others are ignored. */
    public static Set<String> factNames() {
        return NoticeFacts.NAMES;
    }

    /**
     * Writes a message to a customer, in the caller's transaction.
     *
     * @param facts what the message may speak of, by the names in {@link #factNames()}; missing ones leave their sentence out
     * @param kind key of the notice, such as {@code acknowledgement}
     * @return id for {@link #deliver}
     * @throws IllegalArgumentException if there is no such notice for customers
     */
    @Transactional
    public UUID queueToCustomer(
            Map<String, ?> facts, String caseNumber, String processInstanceId, UUID customerId, String kind) {
        NoticeKind notice = kind(kind, false);
        Recipient customer = customers.recipient(customerId);
        String greeting = CleanText.line(customer.salutation(), 80) + "：您好！";
        boolean erased = customer.email() == null && customer.phone() == null;
        return queue(
                notice, facts, greeting, customer.email(), erased, caseNumber, processInstanceId, customerId, null);
    }

    /**
     * Writes a message to the address that was a customer's until now, in the caller's transaction; without a name, since it may be
     * somebody else's meanwhile.
     *
     * @param kind key of the notice, such as {@code address-changed}
     * @return id for {@link #deliver}
     */
    @Transactional
    public UUID queueToFormerAddress(
            Customers.Replaced replaced,
            Map<String, ?> facts,
            String caseNumber,
            String processInstanceId,
            String kind) {
        return queue(
                kind(kind, false),
                facts,
                "尊敬的客户：您好！",
                replaced.formerEmail(),
                false,
                caseNumber,
                processInstanceId,
                replaced.customerId(),
                null);
    }

    /**
     * Writes a message to a colleague, in the caller's transaction.
     *
     * @param userId who it is for
     * @param kind key of the notice, such as {@code deadline-warning}
     * @return id for {@link #deliver}
     * @throws IllegalArgumentException if there is no such notice for staff
     */
    @Transactional
    public UUID queueToStaff(
            Map<String, ?> facts, String caseNumber, String processInstanceId, String userId, String kind) {
        NoticeKind notice = kind(kind, true);
        Optional<Colleague> colleague = staff.colleague(userId);
        String name = colleague.map(c -> CleanText.line(c.name(), 60)).orElse(CleanText.line(userId, 60));
        String email = colleague.map(Colleague::email).orElse(null);
        return queue(notice, facts, name + "，您好！", email, false, caseNumber, processInstanceId, null, userId);
    }

    private static NoticeKind kind(String key, boolean forStaff) {
        NoticeKind kind = NoticeKind.of(key);
        if (kind.forStaff() != forStaff) {
            throw new IllegalArgumentException(
                    "The notice '" + key + "' is for " + (kind.forStaff() ? "staff" : "customers"));
        }
        return kind;
    }

    private UUID queue(
            NoticeKind kind,
            Map<String, ?> given,
            String greeting,
            String email,
            boolean erased,
            String caseNumber,
            String processInstanceId,
            UUID customerId,
            String userId) {
        Map<String, Object> facts = new HashMap<>(cleaner.clean(given));
        facts.put("caseNumber", CleanText.line(caseNumber, 40));
        if (given.get("handler") != null) {
            staff.colleague(given.get("handler").toString())
                    .map(c -> CleanText.line(c.name(), 60))
                    .ifPresent(name -> facts.put("handlerName", name));
        }
        Rendered rendered = templates.render(kind, facts, greeting);
        UUID id = UUID.randomUUID();
        String address = MailAddress.normalise(email).orElse(null);
        store.insert(new Notice(
                id,
                caseNumber,
                processInstanceId,
                kind.key(),
                kind.forStaff(),
                customerId,
                userId,
                address == null && !kind.forStaff() ? "phone" : EMAIL,
                erased ? NoticeState.DROPPED : NoticeState.QUEUED,
                0,
                "<" + id + "@" + properties.messageIdDomain() + ">",
                clock.instant(),
                null,
                erased ? ERASED : null,
                null,
                null,
                null,
                erased
                        ? null
                        : new Text(
                                address,
                                rendered.subject(),
                                rendered.text(),
                                rendered.html(),
                                rendered.spoken(),
                                null)));
        return id;
    }

    /**
     * Sends a message that an earlier transaction queued, unless it is finished already. Its own transactions commit what
     * happens, whatever becomes of the caller's. Two calls for one message at once: the second waits and finds it sent.
     *
     * @throws DeliveryFailed if the server did not take it; calling again later is right
     * @throws NoSuchElementException if there is no such message
     */
    public Delivery deliver(UUID noticeId) {
        Notice notice =
                store.find(noticeId).orElseThrow(() -> new NoSuchElementException("There is no notice " + noticeId));
        if (!notice.state().open()) {
            return finished(notice.state());
        }
        if (notice.text() == null) {
            return end(notice, NoticeState.DROPPED, ERASED, Delivery.DROPPED);
        }
        if (notice.text().recipient() == null) {
            return notice.forStaff()
                    ? end(notice, NoticeState.DROPPED, "同事没有登记有效邮箱", Delivery.DROPPED)
                    : Delivery.UNREACHABLE;
        }
        if (!postman.hasServer()) {
            return end(notice, NoticeState.KEPT, null, Delivery.KEPT);
        }
        boolean started = Boolean.TRUE.equals(own.execute(tx -> store.startAttempt(noticeId)));
        return started
                ? send(notice)
                : finished(store.find(noticeId).orElseThrow().state());
    }

    private Delivery send(Notice notice) {
        try {
            return own.execute(tx -> {
                // held while the server is asked: a second call waits here, and a crash lets go of it
                NoticeState state = store.lock(notice.id());
                if (state != NoticeState.SENDING) {
                    return finished(state);
                }
                try {
                    postman.send(notice);
                } catch (Postman.NoSuchMailbox e) {
                    store.error(notice.id(), e.getMessage());
                    return Delivery.UNREACHABLE;
                }
                store.sent(notice.id(), clock.instant());
                return Delivery.SENT;
            });
        } catch (DeliveryFailed e) {
            LOG.warn("Notice {} of case {} not delivered: {}", notice.id(), notice.caseNumber(), e.getMessage());
            own.executeWithoutResult(tx -> store.error(notice.id(), e.getMessage()));
            throw e;
        }
    }

    private Delivery end(Notice notice, NoticeState state, String reason, Delivery result) {
        boolean ended = Boolean.TRUE.equals(own.execute(tx -> store.end(notice.id(), state, reason)));
        return ended ? result : finished(store.find(notice.id()).orElseThrow().state());
    }

    private static Delivery finished(NoticeState state) {
        return switch (state) {
            case KEPT -> Delivery.KEPT;
            case DROPPED -> Delivery.DROPPED;
            case FAILED, PHONED -> Delivery.UNREACHABLE;
            default -> Delivery.SENT;
        };
    }

    /**
     * Gives up sending, in the caller's transaction: the customer is to be called.
     *
     * @return what to tell on the phone
     */
    @Transactional
    public ToTell giveUp(UUID noticeId) {
        Notice notice =
                store.find(noticeId).orElseThrow(() -> new NoSuchElementException("There is no notice " + noticeId));
        store.end(noticeId, NoticeState.FAILED, notice.lastError() == null ? "客户没有有效邮箱" : null);
        return notice.text() == null
                ? new ToTell(notice.kindLabel(), "")
                : new ToTell(notice.text().subject(), spoken(notice.text()));
    }

    /**
     * What an agent tells a customer whom mail did not reach. It carries no name and no address, because the engine keeps it.
     *
     * @param text at most 3,000 characters
     */
    public record ToTell(String subject, String text) {}

    /** A message that was written before its spoken words were kept is told as it was written, without the greeting. */
    private static String spoken(Text text) {
        String words =
                text.spoken() == null ? text.plain().substring(text.plain().indexOf("\n\n") + 2) : text.spoken();
        String told = words.strip();
        return told.codePointCount(0, told.length()) <= 3000
                ? told
                : told.substring(0, told.offsetByCodePoints(0, 2999)) + "…";
    }

    /** Ends a message that nobody can be called about: the address it went to is not the customer's any more. */
    @Transactional
    public void drop(UUID noticeId) {
        store.end(noticeId, NoticeState.DROPPED, "原来的邮箱已不能收信");
    }

    /** Whether a message goes to a colleague. */
    public boolean isForStaff(UUID noticeId) {
        return store.find(noticeId).map(Notice::forStaff).orElse(false);
    }

    /**
     * Notes that a customer was called instead, in the caller's transaction.
     *
     * @param by user id of who called
     * @param result reached or unreachable
     * @param note what was said; may be null
     */
    @Transactional
    public void recordCall(UUID noticeId, String by, String result, String note) {
        boolean known = "reached".equals(result) || "unreachable".equals(result);
        store.phoned(noticeId, clock.instant(), by, known ? result : null, note);
    }

    /** Messages to colleagues of this case that were queued by earlier transactions and are not sent yet, oldest first. */
    public List<UUID> waitingForStaff(String processInstanceId) {
        return store.waitingForStaff(processInstanceId);
    }
}
