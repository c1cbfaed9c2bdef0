package io.aftercare.customer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderNumberTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DD-20001",
                "dd-20001",
                "ＤＤ－２０００１",
                " dd - 20001 ",
                "DD—20001",
                "DD–20 001",
                "\u202dDD-20001\u202c",
                "\ufeffDD-20001\u200b",
                "DD-\u00a020001"
            })
    void any_case_and_width_is_one_number(String typed) {
        assertThat(OrderNumber.normalise(typed)).contains("DD-20001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-", "订单20001", "DD20001'--", "DD\u000020001", "DD20001/2"})
    void what_is_no_number_is_none(String typed) {
        assertThat(OrderNumber.normalise(typed)).isEmpty();
    }

    @Property
    void normalising_twice_changes_nothing(@ForAll String typed) {
        OrderNumber.normalise(typed)
                .ifPresent(once -> assertThat(OrderNumber.normalise(once)).contains(once));
    }
}
