package io.aftercare.casebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aftercare.AftercareTest;
import io.aftercare.customer.CustomerDetails;
import io.aftercare.customer.CustomerRef;
import io.aftercare.customer.Customers;
import io.aftercare.platform.Refusal;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@AftercareTest
@DisplayName("P3 C14 Contact records and documents of a case")
class CasebookTest {

    private static final String NUMBER = "CP19990101001";

    @Autowired
    Casebook casebook;

    @Autowired
    Customers customers;

    @Autowired
    JdbcClient jdbc;

    private CustomerRef customer;

    @BeforeEach
    void aCustomer() {
        customer = customers.identify(new CustomerDetails(null, "测试沟通", "13800138021", null, null));
    }

    @AfterEach
    void clean() {
        customers.erase(customer.id());
        jdbc.sql("delete from aftercare.contact_record where case_number = ?")
                .param(NUMBER)
                .update();
        jdbc.sql("delete from aftercare.case_document where case_number = ?")
                .param(NUMBER)
                .update();
    }

    private ContactRecord contact(UUID customerId, Instant at, String need) {
        return new ContactRecord(
                NUMBER, customerId, at, "phone", "投诉物流延迟", need, "已道歉，赠送50元优惠券", "明日跟踪收货情况", "yangxiao");
    }

    @Test
    void contacts_are_kept_in_order_of_time_and_without_personal_data() {
        casebook.recordContact(
                contact(customer.id(), Instant.parse("2023-10-11T02:00:00Z"), "我是测试沟通，请打13800138021\u0000"));
        casebook.recordContact(contact(null, Instant.parse("2023-10-10T02:00:00Z"), null));

        assertThat(casebook.contacts(NUMBER))
                .extracting(ContactRecord::need)
                .containsExactly(null, "我是测**，请打138****8021");
    }

    @Test
    void a_contact_without_a_time_is_now_and_a_very_long_one_is_cut() {
        casebook.recordContact(contact(customer.id(), null, "😀".repeat(5_000)));

        ContactRecord kept = casebook.contacts(NUMBER).get(0);
        assertThat(kept.at()).isNotNull();
        assertThat(kept.need().codePointCount(0, kept.need().length())).isEqualTo(2_000);
    }

    @Test
    void an_incomplete_contact_is_refused_with_every_missing_field() {
        Refusal refusal = catchThrowableOfType(
                Refusal.class,
                () -> casebook.recordContact(new ContactRecord(null, null, null, " ", null, null, null, null, null)));

        assertThat(refusal.fields()).extracting(Refusal.Field::field).containsExactly("caseNumber", "means", "subject");
    }

    @Test
    void documents_are_filed_one_beside_the_other() {
        casebook.file(new CaseDocument(
                NUMBER,
                "verification-report",
                "投诉核查报告",
                "责任方：物流部\n联系人 13900139000",
                Instant.parse("2023-10-12T02:00:00Z")));
        casebook.file(new CaseDocument(NUMBER, "verification-report", "投诉核查报告", "复核", null));

        assertThat(casebook.documents(NUMBER))
                .extracting(CaseDocument::text)
                .containsExactly("责任方：物流部\n联系人 139****9000", "复核");
        assertThat(catchThrowableOfType(
                        Refusal.class,
                        () -> casebook.file(new CaseDocument(NUMBER, "x", "x", "长".repeat(100_001), null))))
                .hasMessageContaining("100000");
    }

    @Test
    void an_unknown_number_is_nobodys_case() {
        assertThat(casebook.find("CP19990101999")).isEmpty();
    }
}
