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
import org.springframework.beans.factory.ObjectProvider;
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
    // asked for late: they know the cases, which know the customers
    private final ObjectProvider<CaseTexts> texts;
    private final Clock clock;

    Customers(JdbcClient jdbc, Looks looks, ObjectProvider<CaseTexts> texts, Clock clock) {
        this.jdbc = jdbc;
        this.texts = texts;
        this.looks = looks;
        this.clock = clock;
    }

    /** @param doubtful whether the number was known under another name, and nobody has asked yet whether it is the same person */
    public record Identified(CustomerRef customer, boolean doubtful) {}

    /** As {@link #identify(CustomerDetails, OrderRef, boolean, SamePerson)}, for who speaks for themselves and of no order. */
    @Transactional
    public CustomerRef identify(CustomerDetails details) {
        return identify(details, null, false, SamePerson.OTHER).customer();
    }

    /**
     * Finds or creates the customer whom a contact is about. With a {@code customerId} that customer; else the one of this phone
     * number or, where none was given, of this e-mail address, whose name is the same however it is written; else, with an
     * order, the one who ordered, if somebody else speaks for them or says that they are the same person. Of a
     * customer who is known nothing changes: who merely gives somebody's number neither learns that person's name nor redirects
     * their mail, see {@link #hold}.
     *
     * @param order what the contact is about, or null; it must be the customer's
     * @param forAnother whether who contacts us speaks for the customer, so that the number need not be the one we know
     * @param samePerson what was said to the question whether this is the known person
     * @throws Refusal naming {@code customerId}, {@code customerName}, {@code customerPhone}, {@code customerEmail}, {@code
     *     customerAddress}, {@code orderNumber} or {@code samePerson}: which is unknown, missing, malformed, differs from what is known, or is
     *     to be asked
     */
    @Transactional
    public Identified identify(CustomerDetails details, OrderRef order, boolean forAnother, SamePerson samePerson) {
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
        if (typedPhone == null && email == null && !known && !(forAnother && order != null)) {
            findings.add("customerPhone", forAnother ? "请填写客户本人的电话或邮箱，或者订单号" : "请填写客户电话或邮箱");
        } else if (typedPhone != null && phone.isEmpty()) {
            findings.add("customerPhone", "客户电话应为" + Phone.HINT);
        }
        findings.refuse("客户信息有误");
        if (known) {
            CustomerRef customer = get(details.customerId());
            if (order != null && !order.customerId().equals(customer.id())) {
                throw notTheirOrder();
            }
            return new Identified(customer, false);
        }
        if (order != null) {
            return new Identified(owner(order, name, phone.orElse(null), email, forAnother, samePerson), false);
        }
        // two contacts of one new customer at the same moment make one row
        lock(phone.orElse(email));
        String key = NameKey.of(name);
        List<Person> reached = reachedBy(phone.orElse(null), email);
        Optional<Person> same = reached.stream()
                .filter(person -> NameKey.of(person.name).equals(key))
                .findFirst();
        boolean asks = same.isEmpty() && phone.isPresent() && !reached.isEmpty();
        if (asks && samePerson == SamePerson.UNASKED) {
            throw new Refusal(
                    "这个号码已用另一个姓名登记过。请问清是不是同一个人，选好“是否同一人”再提交；替别人来联系的，请填客户本人的姓名和电话，并选“谁来联系”。",
                    List.of(new Refusal.Field("samePerson", "这个号码已用另一个姓名登记过，请选择是否同一人")));
        }
        if (asks && samePerson == SamePerson.SAME) {
            if (reached.size() > 1) {
                throw refused("customerName", "这个号码登记了多位客户，请填写登记时的姓名，或填写客户编号");
            }
            same = Optional.of(reached.get(0));
        }
        CustomerRef customer = same.map(Person::ref).orElseGet(() -> insert(name, phone.orElse(null), email, address));
        return new Identified(customer, asks && samePerson == SamePerson.UNKNOWN);
    }

    /** Whose order it is, if that is who is meant. */
    private CustomerRef owner(
            OrderRef order, String name, String phone, String email, boolean forAnother, SamePerson samePerson) {
        Person owner = person(order.customerId()).orElseThrow(Customers::notTheirOrder);
        boolean sameName = NameKey.of(name).equals(NameKey.of(owner.name));
        boolean sameWay =
                phone == null ? email != null && email.equalsIgnoreCase(owner.email) : phone.equals(owner.phone);
        boolean vouched = samePerson == SamePerson.SAME || forAnother && sameName;
        if (sameName && sameWay || vouched && (sameName || sameWay)) {
            return owner.ref();
        }
        if (sameName) {
            String field = phone == null ? "customerEmail" : "customerPhone";
            String what = phone == null ? "邮箱" : "电话";
            throw refused(field, "这个订单登记的是另一个" + what + "。本人换了" + what + "的，“是否同一人”选“是同一人”；别人代办的，请选“谁来联系”");
        }
        if (sameWay) {
            throw refused("customerName", "这个订单登记的是另一个姓名，请核对；姓名有误或改过的，“是否同一人”选“是同一人”");
        }
        throw forAnother ? refused("customerName", "这个订单登记的是另一个姓名，请填写订单客户本人的姓名") : notTheirOrder();
    }

    private static Refusal notTheirOrder() {
        return new Refusal("这个订单不属于该客户，请核对订单号、姓名和电话。", List.of(new Refusal.Field("orderNumber", "这个订单不属于该客户")));
    }

    private static Refusal refused(String field, String reason) {
        return new Refusal(reason + "。", List.of(new Refusal.Field(field, reason)));
    }

    private void lock(String way) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('aftercare.customer'), hashtext(lower(?)))")
                .param(way)
                .query()
                .listOfRows();
    }

    /** Who has this number or, where none is given, this address; an address may be many customers'. The oldest first. */
    private List<Person> reachedBy(String phone, String email) {
        return jdbc.sql("select" + COLUMNS + "from aftercare.customer where "
                        + (phone == null ? "lower(email) = lower(?)" : "phone = ?") + " order by created_at, id")
                .param(phone == null ? email : phone)
                .query(Person.class)
                .list();
    }

    /** Customers whom a whole telephone number reaches, their own or that of somebody who spoke for them; empty if this is none. */
    public List<UUID> withPhone(String typed) {
        return Phone.normalise(typed)
                .map(phone -> jdbc.sql("select id from aftercare.customer where phone = :phone"
                                + " union select customer_id from aftercare.contact_person where phone = :phone")
                        .param("phone", phone)
                        .query(UUID.class)
                        .list())
                .orElse(List.of());
    }

    /**
     * Keeps who speaks for a customer in a case.
     *
     * @throws Refusal naming {@code callerName} or {@code callerPhone}
     */
    @Transactional
    public void keepContactPerson(UUID customerId, String caseNumber, ContactPerson person) {
        var findings = new Refusal.Findings();
        String name = PersonText.line(person.name(), "callerName", "联系人姓名", PersonText.MAX_NAME, findings);
        Optional<String> phone = Phone.normalise(person.phone());
        if (name == null) {
            findings.add("callerName", "请填写联系人姓名");
        }
        if (phone.isEmpty()) {
            findings.add("callerPhone", "联系人电话应为" + Phone.HINT);
        }
        findings.refuse("联系人信息有误");
        jdbc.sql("insert into aftercare.contact_person (customer_id, case_number, relation, name, phone, named_at)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(customerId, caseNumber, person.relation(), name, phone.get(), OffsetDateTime.now(clock))
                .update();
    }

    private CustomerRef insert(String name, String phone, String email, String address) {
        return jdbc.sql("insert into aftercare.customer (id, name, phone, email, address, created_at)"
                        + " values (:id, :name, :phone, :email, :address, :now) returning" + COLUMNS)
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

    /** @throws Refusal naming {@code customerId} if there is no such customer */
    public CustomerRef get(UUID id) {
        return person(id).orElseThrow(() -> unknown(id)).ref();
    }

    /**
     * Keeps apart what a receipt says of how to write or send to a customer, as far as it is not what is known already. It is used for
     * nothing before the identity was checked for that case by something else than the receipt gave: mail goes to the known address until then, or, where there is none, the
     * customer is called. What somebody new says at their first receipt is known from the start.
     *
     * @param given checked by {@link #identify}
     */
    @Transactional
    public void hold(UUID id, String caseNumber, CustomerDetails given) {
        var checked = new Refusal.Findings();
        jdbc.sql("insert into aftercare.held_contact (customer_id, case_number, email, address, given, given_at)"
                        + " select id, :case, nullif(:email, known.email), nullif(:address, known.address),"
                        + " array_remove(array[case when known.phone = :phone then 'phone' end,"
                        + " case when known.email = :email then 'email' end], null), :now from ("
                        + " select id, phone, case when lower(email) = lower(:email) then :email else email end as email, address"
                        + " from aftercare.customer where id = :id) known"
                        + " where :email <> coalesce(known.email, '') or :address <> coalesce(known.address, '')"
                        + " on conflict (customer_id, case_number) do nothing")
                .param("id", id)
                .param("case", caseNumber)
                .param("phone", Phone.normalise(PersonText.clean(given.phone())).orElse(null), Types.VARCHAR)
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
     * What may be compared before that is used: what is known of the customer and was neither given at the receipt, by which
     * anybody who knows it is found, nor stands on a page.
     *
     * @param shown numbers of orders that stand on a page
     * @return of {@code phone}, {@code email} and {@code order}; empty if nothing else is known, or nothing is held
     */
    public List<String> asked(UUID id, String caseNumber, Collection<String> shown) {
        return jdbc.sql(
                        "select fact from aftercare.held_contact held join aftercare.customer known on known.id = held.customer_id,"
                                + " unnest(array['phone', 'email', 'order']) with ordinality facts (fact, place)"
                                + " where held.customer_id = ? and held.case_number = ? and fact <> all (held.given)"
                                + " and case fact when 'phone' then known.phone is not null when 'email' then known.email is not null"
                                + " else exists (select from aftercare.customer_order o where o.customer_id = known.id"
                                + " and o.number <> all (?)) end order by place")
                .params(id, caseNumber, shown.toArray(String[]::new))
                .query(String.class)
                .list();
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

    /**
     * How to reach a customer, in clear.
     *
     * @param others who speaks for them in the case
     */
    public record Contact(String name, String phone, String email, String address, List<ContactPerson> others) {}

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
        return new Contact(person.name, person.phone, person.email, person.address, contactPersons(id, caseNumber));
    }

    private List<ContactPerson> contactPersons(UUID id, String caseNumber) {
        return jdbc.sql("select relation, name, phone from aftercare.contact_person"
                        + " where customer_id = ? and case_number = ? order by id")
                .params(id, caseNumber)
                .query(ContactPerson.class)
                .list();
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
     * and this customer's own name, address and number are masked, as are names and numbers of those who spoke for them and
     * addresses that are held. Characters that
     * turn or hide text are left out.
     *
     * @param customerId whom the text is about, or null if nobody is known
     * @return null if {@code text} is null
     */
    public String redact(UUID customerId, String text) {
        return redactor(customerId).apply(text);
    }

    /** As {@link #redact}, for the texts of one record: the customer is read once for all of them, and only if there is any. */
    public UnaryOperator<String> redactor(UUID customerId) {
        Supplier<List<Redaction.Known>> known =
                SingletonSupplier.of(() -> customerId == null ? List.of() : known(customerId));
        return text -> {
            if (text == null || text.isBlank()) {
                return text;
            }
            String cleaned = PersonText.clean(text);
            return cleaned == null ? "" : Redaction.redact(cleaned, known.get());
        };
    }

    /** The customer, who spoke for them in any case, and the addresses that are held. */
    private List<Redaction.Known> known(UUID customerId) {
        return jdbc.sql("select name, phone, address from aftercare.customer where id = :id"
                        + " union select name, phone, null from aftercare.contact_person where customer_id = :id"
                        + " union select null, null, address from aftercare.held_contact"
                        + " where customer_id = :id and address is not null")
                .param("id", customerId)
                .query(Redaction.Known.class)
                .list();
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

    /** The order with this number, in whatever case and width the customer or the shop wrote it. */
    public Optional<OrderRef> order(String number) {
        // the shop may number in small letters, and in both only where it means two orders
        return OrderNumber.normalise(number).flatMap(known -> jdbc.sql(
                        "select number, customer_id, product, case when paid_at is not null then amount end, signed_at"
                                + " from aftercare.customer_order where upper(number) = ? order by number = ? desc limit 1")
                .params(known, number)
                .query((row, n) -> new OrderRef(
                        row.getString(1),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getBigDecimal(4),
                        instant(row.getObject(5, OffsetDateTime.class))))
                .optional());
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
    public record Orders(List<Order> shown, int total) {

        /** With no number in clear but that of the order that was asked for. */
        public Orders masked(String asked) {
            return new Orders(
                    shown.stream()
                            .map(order -> order.number().equals(asked) ? order : order.masked())
                            .toList(),
                    total);
        }
    }

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
     * Erases a person (Personal Information Protection Law, art. 47): the customer with orders, statements and the content of
     * evidence, and what was written freely in their cases. Cases keep the id, which leads nowhere then, and the masked label.
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
        texts.forEach(each -> each.blank(id));
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
