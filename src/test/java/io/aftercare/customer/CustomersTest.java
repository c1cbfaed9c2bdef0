package io.aftercare.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aftercare.AftercareTest;
import io.aftercare.platform.Refusal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@AftercareTest
@DisplayName("P1 C2 Customers: the one place of personal data")
class CustomersTest {

    @Autowired
    Customers customers;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void nobodyIsKnown() {
        jdbc.sql("delete from aftercare.customer where phone like '1520013____' or name like '测试%'")
                .update();
    }

    private static CustomerDetails details(String name, String phone) {
        return new CustomerDetails(null, name, phone, null, null);
    }

    @Test
    void somebody_new_becomes_a_customer_with_a_masked_label() {
        CustomerRef wang = customers.identify(details("王小芳", "152-0013-8001"));

        assertThat(wang.label()).isEqualTo("王** 152****8001");
        assertThat(wang.tier()).isEqualTo("standard");
        assertThat(customers.get(wang.id())).isEqualTo(wang);
    }

    @Test
    void the_same_phone_is_the_same_customer_and_nobody_else_redirects_their_mail() {
        CustomerRef first =
                customers.identify(new CustomerDetails(null, "王小芳", "15200138002", "old@example.com", "上海市世纪大道100号"));
        CustomerRef again =
                customers.identify(new CustomerDetails(null, "王小芳", "+86 152 0013 8002", "new@example.com", null));

        assertThat(again).isEqualTo(first);
        assertThat(customers.recipient(first.id()).email()).isEqualTo("old@example.com");
        assertThat(jdbc.sql("select address from aftercare.customer where id = ?")
                        .param(first.id())
                        .query(String.class)
                        .single())
                .isEqualTo("上海市世纪大道100号");
    }

    @Test
    void what_a_later_caller_says_of_an_address_is_kept_apart_until_the_identity_was_checked() {
        CustomerRef known = customers.identify(details("王小芳", "15200138022"));
        CustomerDetails later = new CustomerDetails(null, "王小芳", "15200138022", "new@example.com", "上海市世纪大道100号");
        assertThat(customers.identify(later)).isEqualTo(known);
        customers.hold(known.id(), "CP20990101001", later);

        assertThat(customers.recipient(known.id()).email()).isNull();
        assertThat(customers.held(known.id(), "CP20990101001")).isEqualTo(new Customers.Held(true, true));
        assertThat(customers.held(known.id(), "CP20990101002").label()).isEmpty();
        assertThat(customers.useHeld(known.id(), "CP20990101002")).isEmpty();
        assertThat(customers.recipient(known.id()).email()).isNull();

        assertThat(customers.useHeld(known.id(), "CP20990101001"))
                .as("nothing known was replaced")
                .isEmpty();
        assertThat(customers.recipient(known.id()).email()).isEqualTo("new@example.com");
        assertThat(customers.held(known.id(), "CP20990101001").label()).isEmpty();
    }

    @Test
    void the_address_known_until_now_is_told_and_what_earlier_cases_hold_is_out_of_date() {
        CustomerRef known =
                customers.identify(new CustomerDetails(null, "王小芳", "15200138023", "old@example.com", "上海市世纪大道100号"));
        customers.hold(
                known.id(), "CP20990101003", new CustomerDetails(known.id(), null, null, "OLD@example.com", null));
        assertThat(customers.held(known.id(), "CP20990101003").label())
                .as("the same address")
                .isEmpty();
        customers.hold(known.id(), "CP20990101004", new CustomerDetails(known.id(), null, null, "a@example.com", null));
        customers.hold(
                known.id(), "CP20990101005", new CustomerDetails(known.id(), null, null, "b@example.com", "北京市长安街1号"));

        assertThat(customers.useHeld(known.id(), "CP20990101005"))
                .contains(new Customers.Replaced(known.id(), "old@example.com", "电子邮箱和收货地址"));
        assertThat(customers.useHeld(known.id(), "CP20990101004")).isEmpty();
        assertThat(customers.recipient(known.id()).email()).isEqualTo("b@example.com");
        customers.erase(known.id());
        assertThat(jdbc.sql("select count(*) from aftercare.held_contact where customer_id = ?")
                        .param(known.id())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void who_only_writes_is_known_by_the_address() {
        CustomerRef first = customers.identify(new CustomerDetails(null, "周小雨", null, "Zhou.Xiaoyu@example.com", null));
        CustomerRef again = customers.identify(new CustomerDetails(null, "周小雨", null, "zhou.xiaoyu@example.com", null));

        assertThat(again).isEqualTo(first);
        assertThat(first.label()).isEqualTo("周**");
        assertThat(customers.redact(first.id(), "我是周小雨")).doesNotContain("周小雨");
    }

    @Test
    void a_known_id_is_enough() {
        CustomerRef known = customers.identify(details("李娟", "15200138003"));

        assertThat(customers.identify(new CustomerDetails(known.id(), null, null, null, null)))
                .isEqualTo(known);
    }

    @Test
    void an_unknown_id_is_refused_by_its_field() {
        var details = new CustomerDetails(UUID.randomUUID(), "王芳", "15200138004", null, null);

        Refusal refusal = catchThrowableOfType(Refusal.class, () -> customers.identify(details));

        assertThat(refusal.fields()).extracting(Refusal.Field::field).containsExactly("customerId");
        assertThat(refusal.status()).isEqualTo(404);
    }

    @Test
    void a_name_and_a_way_back_are_required_and_everything_wrong_is_said_at_once() {
        Refusal refusal = catchThrowableOfType(
                Refusal.class,
                () -> customers.identify(new CustomerDetails(null, " \u200b", null, "no at sign", "a".repeat(201))));

        assertThat(refusal.fields())
                .extracting(Refusal.Field::field)
                .containsExactly("customerEmail", "customerAddress", "customerName");
        assertThat(refusal).hasMessageContaining("请填写客户姓名");
        assertThatThrownBy(() -> customers.identify(new CustomerDetails(null, "王芳", null, null, null)))
                .hasMessageContaining("请填写客户电话或邮箱");
    }

    @ParameterizedTest
    @ValueSource(strings = {"王\n芳", "王\u0000芳", "王\u2028芳", "王\ud83d"})
    void a_name_with_control_characters_or_broken_ones_is_refused(String name) {
        assertThatThrownBy(() -> customers.identify(details(name, "15200138005")))
                .isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@example.com\r\nBcc: x@example.com",
                "a@b",
                "<a@example.com>",
                "a@example.com,b@example.com",
                "@example.com"
            })
    void an_email_address_that_is_none_is_refused(String email) {
        assertThatThrownBy(() -> customers.identify(new CustomerDetails(null, "王芳", "15200138005", email, null)))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void emoji_stay_and_characters_that_turn_text_around_go() {
        CustomerRef customer = customers.identify(details("测试👨‍👩‍👧\u202e芳", "15200138006"));

        assertThat(customers.recipient(customer.id()).salutation()).isEqualTo("尊敬的测试👨‍👩‍👧芳");
    }

    @ParameterizedTest
    @CsvSource({
        "欧阳娜娜, female, 尊敬的欧阳女士",
        "王小芳, female, 尊敬的王女士",
        "王强, male, 尊敬的王先生",
        "王强, , 尊敬的王强",
        "王女士, female, 尊敬的王女士",
        "John Smith, male, 尊敬的John Smith"
    })
    void the_salutation_uses_a_title_only_where_it_is_certain(String name, String gender, String salutation) {
        CustomerRef customer = customers.identify(details(name, "15200138007"));
        jdbc.sql("update aftercare.customer set gender = ? where id = ?")
                .params(gender, customer.id())
                .update();

        assertThat(customers.recipient(customer.id()).salutation()).isEqualTo(salutation);
    }

    @Test
    @DisplayName("two calls of one new customer at the same moment make one customer")
    void concurrent_identification() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<UUID>> calls = IntStream.range(0, 40)
                    .<Callable<UUID>>mapToObj(i -> () -> customers
                            .identify(details("测试并发", i % 2 == 0 ? "15200138008" : "152 0013 8008"))
                            .id())
                    .toList();
            List<Future<UUID>> answers = callers.invokeAll(calls);

            assertThat(answers.stream().map(CustomersTest::get).distinct()).hasSize(1);
        } finally {
            callers.shutdown();
        }
    }

    @Test
    @DisplayName("erasing a person leaves no trace in any table of personal data")
    void erase() {
        CustomerRef customer = customers.identify(
                new CustomerDetails(null, "测试删除", "15200138009", "erase@example.com", "杭州市西湖区文三路9号"));
        jdbc.sql(
                        "insert into aftercare.customer_order (number, customer_id, product, amount) values ('DD-ERASE', ?, '电饭煲', 299)")
                .param(customer.id())
                .update();
        customers.keepStatement(customer.id(), "CP20231011001", "我是测试删除，电话15200138009 😡\n要求换货");
        assertThat(customers.order("DD-ERASE")).isPresent();

        customers.erase(customer.id());

        for (String table : List.of("customer", "customer_order", "statement")) {
            String content = jdbc.sql("select coalesce(string_agg(t::text, ' '), '') from aftercare." + table + " t")
                    .query(String.class)
                    .single();
            assertThat(content)
                    .doesNotContain("测试删除", "15200138009", customer.id().toString());
        }
        assertThat(customers.recipient(customer.id())).isEqualTo(new Recipient(customer.id(), "尊敬的客户", null, null));
        assertThatThrownBy(() -> customers.erase(customer.id())).isInstanceOf(Refusal.class);
    }

    @Test
    void who_spoke_for_a_customer_and_an_address_that_is_held_are_masked_as_the_customers_own_are() {
        UUID id = customers.identify(details("测试本人", "15200138024")).id();
        customers.hold(id, "CP20990101006", new CustomerDetails(id, null, null, null, "杭州市西湖区文三路九号院"));
        customers.keepContactPerson(id, "CP20990101006", new ContactPerson("family", "欧阳若兰", "+85291234567"));
        customers.keepContactPerson(id, "CP20990101007", new ContactPerson("colleague", "赵德旺", "15200138025"));

        assertThat(customers.redact(id, "测试本人的女儿欧阳若兰来电，同事赵德旺也说寄到文三路九号院")).isEqualTo("测**的女儿欧**来电，同事赵**也说寄到[地址]");
    }

    @Test
    void an_order_is_found_by_its_number_however_many_the_customer_has() {
        CustomerRef customer = customers.identify(new CustomerDetails(null, "订单多", "15200138019", null, null));
        jdbc.sql("insert into aftercare.customer_order (number, customer_id, product, amount, paid_at)"
                        + " select 'DD-MANY-' || n, ?, '电饭煲', n, timestamptz '2026-01-01' + n * interval '1 day'"
                        + " from generate_series(1, 51) n")
                .param(customer.id())
                .update();

        assertThat(customers.orders(customer.id(), null)).satisfies(orders -> {
            assertThat(orders.total()).isEqualTo(51);
            assertThat(orders.shown()).hasSize(50).noneMatch(order -> order.number()
                    .equals("DD-MANY-1"));
        });
        assertThat(customers.orders(customer.id(), "DD-MANY-1").shown())
                .hasSize(50)
                .first()
                .matches(order -> order.number().equals("DD-MANY-1"));
        assertThat(customers.order("DD-MANY-1")).hasValueSatisfying(order -> {
            assertThat(order.paid()).isEqualByComparingTo("1");
            assertThat(order.customerId()).isEqualTo(customer.id());
        });
    }

    @Test
    @DisplayName("A7: nothing was paid for an order that is not paid yet")
    void an_unpaid_order_has_an_amount_that_nobody_paid() {
        CustomerRef customer = customers.identify(new CustomerDetails(null, "未付款", "15200138021", null, null));
        jdbc.sql(
                        "insert into aftercare.customer_order (number, customer_id, product, amount) values ('DD-UNPAID', ?, '电饭煲', 399)")
                .param(customer.id())
                .update();

        assertThat(customers.paid("DD-UNPAID")).isEmpty();
        assertThat(customers.order("DD-UNPAID")).hasValueSatisfying(order -> {
            assertThat(order.paid()).isNull();
            assertThat(order.signedAt()).isNull();
        });
    }

    @Test
    void a_statement_is_kept_in_full_and_refused_when_it_is_too_long() {
        CustomerRef customer = customers.identify(details("测试陈述", "15200138010"));
        String text = "أريد استبدال 😀 换货。".repeat(50);

        customers.keepStatement(customer.id(), "CP20231011002", text);

        assertThat(jdbc.sql("select text from aftercare.statement where customer_id = ? and said_at <= ?")
                        .params(customer.id(), OffsetDateTime.now().plusYears(50))
                        .query(String.class)
                        .single())
                .isEqualTo(text);
        assertThatThrownBy(() -> customers.keepStatement(customer.id(), "CP20231011002", "长".repeat(10_000_000)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("20000");
    }

    @Test
    void an_order_is_found_by_its_number_and_nonsense_is_not_found() {
        assertThat(customers.order("no such order")).isEmpty();
        assertThat(customers.order("x\u0000y")).isEmpty();
        assertThat(customers.order(null)).isEmpty();
    }

    private static UUID get(Future<UUID> answer) {
        try {
            return answer.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
