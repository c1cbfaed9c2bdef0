package io.aftercare.customer;

import io.aftercare.platform.Refusal;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.function.SingletonSupplier;

/** Who the customers are. All changes join the caller's transaction. */
@Service
public class Customers {

    private record Person(
            UUID id, String name, String phone, String email, String address, String gender, String tier) {

        CustomerRef ref() {
            return new CustomerRef(id, Redaction.maskName(name) + (phone == null ? "" : " " + Phone.mask(phone)), tier);
        }
    }

    private static final String ORDERS = "select number, product, amount, paid_at, signed_at, courier, tracking_number"
            + " from aftercare.customer_order where customer_id = ?";
    private static final String COLUMNS = " id, name, phone, email, address, gender, tier ";

    private final JdbcClient jdbc;
    private final Looks looks;
    private final Clock clock;

    Customers(JdbcClient jdbc, Looks looks, Clock clock) {
        this.jdbc = jdbc;
        this.looks = looks;
        this.clock = clock;
    }

    /**
     * Finds or creates the customer who contacts us. With a {@code customerId} that customer, else the one of this name and phone
     * number, else, where no number was given, the one with this e-mail address. Of a customer who is known nothing changes: who
     * merely gives somebody's number neither learns that person's name nor redirects their mail, see {@link #hold}.
     *
     * @throws Refusal naming {@code customerId}, {@code customerName}, {@code customerPhone}, {@code customerEmail} or
     *     {@code customerAddress} if the customer is unknown or an input is missing or malformed
     */
    @Transactional
    public CustomerRef identify(CustomerDetails details) {
        var findings = new Refusal.Findings();
        String name = PersonText.line(details.name(), "customerName", "客户姓名", PersonText.MAX_NAME, findings);
        String email = PersonText.email(details.email(), "customerEmail", findings);
        String address =
                PersonText.line(details.address(), "customerAddress", "客户地址", PersonText.MAX_ADDRESS, findings);
        String typedPhone = PersonText.clean(details.phone());
        Optional<String> phone = Phone.normalise(typedPhone);
        boolean known = details.customerId() != null;
        if (name == null && !known) {
            findings.add("customerName", "请填写客户姓名");
        }
        if (typedPhone == null && email == null && !known) {
            findings.add("customerPhone", "请填写客户电话或邮箱");
        } else if (typedPhone != null && phone.isEmpty()) {
            findings.add("customerPhone", "客户电话应为" + Phone.HINT);
        }
        findings.refuse("客户信息有误");
        if (known) {
            return get(details.customerId());
        }
        return phone.isPresent() ? upsert(name, phone.get(), email, address) : byEmail(name, email, address);
    }

    /** One statement, so that two calls of one new customer at the same moment make one row. */
    private CustomerRef upsert(String name, String phone, String email, String address) {
        return jdbc.sql("insert into aftercare.customer as known (id, name, phone, email, address, created_at)"
                        + " values (:id, :name, :phone, :email, :address, :now) on conflict (phone, name) do update"
                        // changes nothing, and so returns the row
                        + " set name = known.name returning" + COLUMNS)
                .param("id", UUID.randomUUID())
                .param("name", name)
                .param("phone", phone)
                .param("email", email)
                .param("address", address)
                .param("now", OffsetDateTime.now(clock))
                .query(Person.class)
                .single()
                .ref();
    }

    /** The lock makes two messages of one new customer at the same moment one row; an address may be many customers'. */
    private CustomerRef byEmail(String name, String email, String address) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('aftercare.customer'), hashtext(lower(:email)))")
                .param("email", email)
                .query()
                .listOfRows();
        return jdbc.sql("select" + COLUMNS + "from aftercare.customer where lower(email) = lower(:email)"
                        + " and name = :name order by created_at limit 1")
                .param("email", email)
                .param("name", name)
                .query(Person.class)
                .optional()
                .map(Person::ref)
                .orElseGet(() -> upsert(name, null, email, address));
    }

    /** @throws Refusal naming {@code customerId} if there is no such customer */
    public CustomerRef get(UUID id) {
        return person(id).orElseThrow(() -> unknown(id)).ref();
    }

    /**
     * Keeps apart what a receipt says of how to write or send to a customer, as far as it is not what is known already. It is used for
     * nothing before the identity was checked for that case: mail goes to the known address until then, or, where there is none, the
     * customer is called. What somebody new says at their first receipt is known from the start.
     *
     * @param given checked by {@link #identify}
     */
    @Transactional
    public void hold(UUID id, String caseNumber, CustomerDetails given) {
        var checked = new Refusal.Findings();
        jdbc.sql("insert into aftercare.held_contact (customer_id, case_number, email, address, given_at)"
                        + " select id, :case, nullif(:email, known.email), nullif(:address, known.address), :now from ("
                        + " select id, case when lower(email) = lower(:email) then :email else email end as email, address"
                        + " from aftercare.customer where id = :id) known"
                        + " where :email <> coalesce(known.email, '') or :address <> coalesce(known.address, '')"
                        + " on conflict (customer_id, case_number) do nothing")
                .param("id", id)
                .param("case", caseNumber)
                .param("email", PersonText.email(given.email(), "customerEmail", checked), Types.VARCHAR)
                .param(
                        "address",
                        PersonText.line(given.address(), "customerAddress", "客户地址", PersonText.MAX_ADDRESS, checked),
                        Types.VARCHAR)
                .param("now", OffsetDateTime.now(clock))
                .update();
    }

    /** What the receipt of a case says of how to write or send to the customer and is not used yet. */
    public record Held(boolean email, boolean address) {

        /** In words; empty if there is nothing. */
        public String label() {
            return email && address ? "电子邮箱和收货地址" : email ? "电子邮箱" : address ? "收货地址" : "";
        }
    }

    public Held held(UUID id, String caseNumber) {
        return jdbc.sql("select email is not null, address is not null from aftercare.held_contact"
                        + " where customer_id = ? and case_number = ?")
                .params(id, caseNumber)
                .query((row, n) -> new Held(row.getBoolean(1), row.getBoolean(2)))
                .optional()
                .orElse(new Held(false, false));
    }

    /**
     * What took the place of something that was known.
     *
     * @param formerEmail where to tell the customer of it
     * @param label what has changed, in words
     */
    public record Replaced(UUID customerId, String formerEmail, String label) {}

    /**
     * Uses what {@link #hold was held} for this case from now on, since the identity was checked; what earlier cases hold of the
     * customer is out of date then.
     *
     * @return what to tell the customer at the address known until now; empty if nothing known was replaced, or nobody can be written to
     */
    @Transactional
    Optional<Replaced> useHeld(UUID id, String caseNumber) {
        Person before = person(id).orElseThrow(() -> unknown(id));
        return jdbc.sql("select email, address from aftercare.held_contact where customer_id = ? and case_number = ?")
                .params(id, caseNumber)
                .query((row, n) -> new String[] {row.getString(1), row.getString(2)})
                .optional()
                .flatMap(held -> {
                    jdbc.sql(
                                    "delete from aftercare.held_contact where customer_id = :id and given_at <= (select given_at"
                                            + " from aftercare.held_contact where customer_id = :id and case_number = :case)")
                            .param("id", id)
                            .param("case", caseNumber)
                            .update();
                    jdbc.sql(
                                    "update aftercare.customer set email = coalesce(?, email), address = coalesce(?, address) where id = ?")
                            .params(held[0], held[1], id)
                            .update();
                    String label = new Held(
                                    held[0] != null && before.email != null, held[1] != null && before.address != null)
                            .label();
                    return label.isEmpty() || before.email == null
                            ? Optional.empty()
                            : Optional.of(new Replaced(id, before.email, label));
                });
    }

    /** What several customers are called before their identity is checked, by id; who was erased is not in it. */
    public Map<UUID, String> labels(Collection<UUID> ids) {
        Map<UUID, String> labels = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql("select" + COLUMNS + "from aftercare.customer where id = any(?)")
                    .param(ids.toArray(UUID[]::new))
                    .query(Person.class)
                    .list()
                    .forEach(person -> labels.put(person.id(), person.ref().label()));
        }
        return labels;
    }

    /** Whom a message goes to. An erased customer has neither e-mail nor phone, so that nothing more is sent to them. */
    public Recipient recipient(UUID id) {
        return person(id)
                .map(p -> new Recipient(p.id, salutation(p), p.email, p.phone))
                .orElseGet(() -> new Recipient(id, "尊敬的客户", null, null));
    }

    /** How to reach a customer, in clear. */
    public record Contact(String name, String phone, String email, String address) {}

    /**
     * A look at personal data by somebody who has to speak with the customer or send them something; the look is recorded
     * (P1).
     *
     * @param by user id of who looks
     * @throws Refusal naming {@code customerId} if there is no such customer
     */
    @Transactional
    public Contact disclose(UUID id, String by, String caseNumber) {
        Person person = person(id).orElseThrow(() -> unknown(id));
        looks.record(by, id, caseNumber, Looks.What.CONTACT, null);
        return new Contact(person.name, person.phone, person.email, person.address);
    }

    /** Family name and title only where the title is certain; otherwise the full name, which is polite to everybody. */
    private static String salutation(Person person) {
        if (person.gender == null || person.name.matches(".*(先生|女士|小姐)$") || !person.name.matches("\\p{IsHan}{2,4}")) {
            return "尊敬的" + person.name;
        }
        boolean compound =
                person.name.length() > 2 && NameKey.COMPOUND_FAMILY_NAMES.contains(person.name.substring(0, 2));
        return "尊敬的" + person.name.substring(0, compound ? 2 : 1) + (person.gender.equals("female") ? "女士" : "先生");
    }

    /**
     * The text without personal data (P1): phone numbers, e-mail addresses, identity-card and bank-card numbers of anybody,
     * and this customer's own name, address and number are masked. Characters that turn or hide text are left out.
     *
     * @param customerId whom the text is about, or null if nobody is known
     * @return null if {@code text} is null
     */
    public String redact(UUID customerId, String text) {
        return redactor(customerId).apply(text);
    }

    /** As {@link #redact}, for the texts of one record: the customer is read once for all of them, and only if there is any. */
    public UnaryOperator<String> redactor(UUID customerId) {
        Supplier<Optional<Person>> person =
                SingletonSupplier.of(() -> customerId == null ? Optional.empty() : person(customerId));
        return text -> redact(person, text);
    }

    private static String redact(Supplier<Optional<Person>> person, String text) {
        if (text == null || text.isBlank()) {
            return text;
        }
        String cleaned = PersonText.clean(text);
        if (cleaned == null) {
            return "";
        }
        return person.get()
                .map(p -> Redaction.redact(cleaned, p.name, p.phone, p.address))
                .orElseGet(() -> Redaction.redact(cleaned, null, null, null));
    }

    /**
     * Keeps in full what a customer said.
     *
     * @throws Refusal naming {@code description} if the text is missing, longer than 20,000 characters or not plain text
     */
    @Transactional
    public void keepStatement(UUID customerId, String caseNumber, String text) {
        var findings = new Refusal.Findings();
        String said = PersonText.paragraph(text, "description", "问题描述", PersonText.MAX_STATEMENT, findings);
        if (said == null) {
            findings.add("description", "请填写问题描述");
        }
        findings.refuse("问题描述有误");
        jdbc.sql("insert into aftercare.statement (customer_id, case_number, text, said_at) values (?, ?, ?, ?)")
                .params(customerId, caseNumber, said, OffsetDateTime.now(clock))
                .update();
    }

    /** What the customer said in full when the case was received; empty once they are erased. */
    public Optional<String> statement(UUID customerId, String caseNumber) {
        return jdbc.sql(
                        "select text from aftercare.statement where customer_id = ? and case_number = ? order by id limit 1")
                .params(customerId, caseNumber)
                .query(String.class)
                .optional();
    }

    /** The order with this number, as the customer or the shop wrote it. */
    public Optional<OrderRef> order(String number) {
        String cleaned = PersonText.clean(number);
        return cleaned == null || cleaned.length() > 64 || cleaned.indexOf(0) >= 0
                ? Optional.empty()
                : jdbc.sql(
                                "select number, customer_id, product, case when paid_at is not null then amount end, signed_at"
                                        + " from aftercare.customer_order where number = ?")
                        .param(cleaned)
                        .query((row, n) -> new OrderRef(
                                row.getString(1),
                                row.getObject(2, UUID.class),
                                row.getString(3),
                                row.getBigDecimal(4),
                                instant(row.getObject(5, OffsetDateTime.class))))
                        .optional();
    }

    /** What was paid for the order with this number, in CNY; empty if it is not known or not paid. */
    public Optional<BigDecimal> paid(String number) {
        return order(number).map(OrderRef::paid);
    }

    /** What may be shown of a customer before the identity is checked; empty if there is no such customer (any more). */
    public Optional<Profile> profile(UUID id) {
        return jdbc.sql("select" + COLUMNS.stripTrailing()
                        + ", age_group, preferred_channel, preferred_hours from aftercare.customer where id = ?")
                .param(id)
                .query((row, n) -> new Profile(
                        id,
                        new Person(id, row.getString("name"), row.getString("phone"), null, null, null, null)
                                .ref()
                                .label(),
                        row.getString("tier"),
                        row.getString("age_group"),
                        row.getString("preferred_channel"),
                        row.getString("preferred_hours")))
                .optional();
    }

    /**
     * Orders of a customer.
     *
     * @param shown the newest first, at most fifty; before them the one that was asked for
     * @param total how many there are
     */
    public record Orders(List<Order> shown, int total) {}

    /** @param asked number of the order that a case is about, or null */
    public Orders orders(UUID customerId, String asked) {
        return new Orders(
                jdbc.sql(
                                ORDERS
                                        + " order by number is not distinct from ? desc, paid_at desc nulls first, number desc limit 50")
                        .params(customerId, asked)
                        .query(Customers::order)
                        .list(),
                jdbc.sql("select count(*) from aftercare.customer_order where customer_id = ?")
                        .param(customerId)
                        .query(Integer.class)
                        .single());
    }

    private static Order order(ResultSet row, int index) throws SQLException {
        return new Order(
                row.getString(1),
                row.getString(2),
                row.getBigDecimal(3),
                instant(row.getObject(4, OffsetDateTime.class)),
                instant(row.getObject(5, OffsetDateTime.class)),
                row.getString(6),
                row.getString(7));
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /**
     * Erases a person at somebody's word, and keeps who said so and why.
     *
     * @param reason redacted already: it outlives the customer
     * @param by user id of who decided
     * @throws Refusal naming {@code customerId} if there is no such customer
     */
    @Transactional
    public void erase(UUID id, String caseNumber, String reason, String by) {
        erase(id);
        jdbc.sql("insert into aftercare.erasure (at, person, customer_id, case_number, reason) values (?, ?, ?, ?, ?)")
                .params(OffsetDateTime.now(clock), by, id, caseNumber, reason)
                .update();
    }

    /**
     * Erases a person (Personal Information Protection Law, art. 47): the customer with orders, statements and the content of evidence. Cases keep the
     * id, which leads nowhere then, and the masked label.
     *
     * @throws Refusal naming {@code customerId} if there is no such customer
     */
    @Transactional
    public void erase(UUID id) {
        int rows = jdbc.sql("delete from aftercare.customer where id = ?")
                .param(id)
                .update();
        if (rows == 0) {
            throw unknown(id);
        }
        var login = SecurityContextHolder.getContext().getAuthentication();
        Looks.AUDIT.info("customer {} erased by {}", id, login == null ? "system" : login.getName());
    }

    private Optional<Person> person(UUID id) {
        return jdbc.sql("select" + COLUMNS + "from aftercare.customer where id = ?")
                .param(id)
                .query(Person.class)
                .optional();
    }

    private static Refusal unknown(UUID id) {
        return new Refusal(
                404, "没有找到该客户，请核对客户编号，或填写姓名和电话重新登记。", List.of(new Refusal.Field("customerId", "客户编号" + id + "不存在")));
    }
}
