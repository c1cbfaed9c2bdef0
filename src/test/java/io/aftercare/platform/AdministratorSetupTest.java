package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.AftercareTest;
import io.aftercare.platform.RestClientForTests.Answer;
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
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@AftercareTest
@DisplayName("CVE-2026-77226: nobody becomes administrator without logging in")
class AdministratorSetupTest {

    private static final String BODY =
            """
            {"profile":{"id":"intruder","firstName":"a","lastName":"b","email":"a@example.com"},
             "credentials":{"password":"Intruder-Pass-1"}}
            """;

    @Autowired
    ProcessEngine engine;

    @Autowired
    IdentityService identity;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @LocalServerPort
    int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda/api/admin/setup/default/user/create",
                "/camunda/api/admin/%73etup/default/user/create",
                "/camunda/api/admin/setup;x=1/default/user/create",
                "/camunda/api/admin//setup/default/user/create",
                "/camunda/api/admin/x/../setup/default/user/create",
                "/camunda//api/admin/setup/default/user/create"
            })
    void ours_has_no_such_address_however_it_is_written(String path) {
        RestClientForTests rest = new RestClientForTests(port);
        Answer answer = rest.post(null, path, BODY);
        assertThat(answer.status()).as(answer.text()).isIn(400, 404);
        assertThat(identity.createUserQuery().userId("intruder").count()).isZero();
        assertThat(rest.post("test-camundaadmin", path, BODY).status()).isIn(400, 404);
    }

    @Test
    void ours_has_no_such_address_even_while_the_group_is_empty() {
        List<User> members =
                identity.createUserQuery().memberOfGroup(Groups.CAMUNDA_ADMIN).list();
        // behind the engine's back, which would not allow it
        jdbc.update("delete from act_id_membership where group_id_ = ?", Groups.CAMUNDA_ADMIN);
        try {
            Answer answer =
                    new RestClientForTests(port).post(null, "/camunda/api/admin/setup/default/user/create", BODY);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.isProblem()).isTrue();
            assertThat(identity.createUserQuery().userId("intruder").count()).isZero();
        } finally {
            members.forEach(user -> identity.createMembership(user.getId(), Groups.CAMUNDA_ADMIN));
        }
    }

    @Test
    void the_last_administrator_cannot_be_removed_in_any_way() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            identity.createUserQuery().memberOfGroup(Groups.CAMUNDA_ADMIN).list().stream()
                    .map(User::getId)
                    .filter(id -> !id.equals("test-camundaadmin"))
                    .forEach(id -> identity.deleteMembership(id, Groups.CAMUNDA_ADMIN));

            assertThatThrownBy(() -> identity.deleteMembership("test-camundaadmin", Groups.CAMUNDA_ADMIN))
                    .isInstanceOf(Refusal.class)
                    .hasMessage("这是最后一位系统管理员，请先指定另一位管理员。");
            assertThatThrownBy(() -> identity.deleteUser("test-camundaadmin")).isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> identity.deleteGroup(Groups.CAMUNDA_ADMIN)).isInstanceOf(Refusal.class);
            status.setRollbackOnly();
        });
        assertThat(identity.createUserQuery()
                        .memberOfGroup(Groups.CAMUNDA_ADMIN)
                        .count())
                .isPositive();
    }

    @Test
    void an_administrator_who_is_not_the_last_can_be_removed() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            identity.createMembership("test-agent", Groups.CAMUNDA_ADMIN);
            identity.deleteMembership("test-camundaadmin", Groups.CAMUNDA_ADMIN);
            status.setRollbackOnly();
        });
    }
}
