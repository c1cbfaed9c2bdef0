package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.AftercareTest;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

@AftercareTest
@Transactional
@DisplayName("The first administrator")
class FirstAdministratorTest {

    private static final String STRONG = "Vb7-kite+Lamp.9";

    @Autowired
    ProcessEngine engine;

    @Autowired
    IdentityService identities;

    @Autowired
    JdbcTemplate jdbc;

    @Test
    void is_made_where_there_is_none_and_only_once() {
        dismissAll();

        start("chief", STRONG);
        start("second", STRONG);

        assertThat(administrators()).containsExactly("chief");
        assertThat(identities.checkPassword("chief", STRONG)).isTrue();
    }

    @Test
    void is_asked_for_when_nobody_is_named() {
        dismissAll();

        assertThatThrownBy(() -> start("", ""))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("AFTERCARE_ADMIN_USER");
    }

    @Test
    void is_not_asked_for_while_there_is_one() {
        dismissAll();
        start("chief", STRONG);

        assertThatCode(() -> start("", "")).doesNotThrowAnyException();
    }

    @Test
    void keeps_the_password_of_a_person_who_exists() {
        dismissAll();
        User person = identities.newUser("chief");
        person.setPassword(STRONG + "before");
        identities.saveUser(person);

        start("chief", STRONG);

        assertThat(administrators()).containsExactly("chief");
        assertThat(identities.checkPassword("chief", STRONG + "before")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Short-1aB",
                "lower-case-only-1",
                "UPPER-CASE-ONLY-1",
                "No-Digits-At-All",
                "NoSymbols12345678",
                "Aa1-Aa1-Aa1-Aa1-",
                "My-chief-2026-XY",
                "Password-2026-Xy",
                "Camunda+7+rocks!"
            })
    void is_refused_a_password_that_is_guessed_early(String password) {
        assertThatThrownBy(() -> FirstAdministrator.refuseWeak("chief", password))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("至少 12 位");
    }

    private void start(String user, String password) {
        FirstAdministrator first = new FirstAdministrator(engine, user, password);
        first.afterSingletonsInstantiated();
        first.run(null);
    }

    private void dismissAll() {
        // past the engine, which may well refuse to
        jdbc.update("DELETE FROM act_id_membership WHERE group_id_ = ?", Groups.CAMUNDA_ADMIN);
    }

    private List<String> administrators() {
        return identities.createUserQuery().memberOfGroup(Groups.CAMUNDA_ADMIN).list().stream()
                .map(User::getId)
                .toList();
    }
}
