package io.aftercare.attack;

import static io.aftercare.TestPeople.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import io.aftercare.TestPeople;
import io.aftercare.platform.RestClientForTests;
import io.aftercare.platform.RestClientForTests.Answer;
import io.aftercare.platform.Visitor;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@AftercareTest
@DisplayName("Names and mail addresses are the administrator's, passwords their owner's")
class ProfileAttackTest {

    private static final String USER = "/engine-rest/user/climber";

    private static final String AS_THE_SUPERVISOR =
            """
            {"id":"climber","firstName":"静","lastName":"陈","email":"climber@elsewhere.example"}""";

    @Autowired
    IdentityService identity;

    @LocalServerPort
    int port;

    private RestClientForTests rest;

    @BeforeEach
    void arrive() {
        rest = new RestClientForTests(port);
        User user = identity.newUser("climber");
        user.setLastName("林");
        user.setFirstName("浅");
        user.setEmail("climber@example.com");
        user.setPassword(TestPeople.PASSWORD);
        identity.saveUser(user);
        identity.createMembership("climber", "agent");
    }

    @AfterEach
    void leave() {
        identity.deleteUser("climber");
    }

    private User climber() {
        return identity.createUserQuery().userId("climber").singleResult();
    }

    @Test
    void nobody_takes_another_name_or_address() {
        for (String body : new String[] {
            AS_THE_SUPERVISOR,
            """
            {"id":"climber","firstName":"浅","lastName":"林","email":"climber@elsewhere.example"}""",
            """
            {"id":"climber","firstName":"浅","lastName":"陈","email":"climber@example.com"}""",
            """
            {"id":"climber"}"""
        }) {
            Answer answer = rest.put("climber", USER + "/profile", body);
            assertThat(answer.status()).as(body + answer.text()).isEqualTo(403);
            assertThat(answer.detail()).contains("姓名和邮箱由系统管理员维护");
        }
        assertThat(climber().getLastName()).isEqualTo("林");
        assertThat(climber().getEmail()).isEqualTo("climber@example.com");
    }

    @Test
    void the_profile_page_of_the_web_applications_is_no_way_round() {
        Visitor welcome = new Visitor(port);
        welcome.logIn("climber", TestPeople.PASSWORD);
        welcome.get("/camunda/app/welcome/default/");
        Visitor.Page answer =
                welcome.api("PUT", "/camunda/api/engine/engine/default/user/climber/profile", AS_THE_SUPERVISOR);
        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.text()).contains("姓名和邮箱由系统管理员维护");
        assertThat(climber().getLastName()).isEqualTo("林");
    }

    @Test
    void a_profile_is_not_written_over_somebody_elses() {
        String others = "{\"id\":\"" + id("supervisor") + "\",\"firstName\":\"浅\",\"lastName\":\"林\"}";
        for (String user : new String[] {"climber", id("camunda-admin")}) {
            Answer answer = rest.put(user, USER + "/profile", others);
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.detail()).contains("用户编号不能更改");
        }
        assertThat(rest.get(id("supervisor"), "/engine-rest/task/count").status())
                .as("the supervisor's own password")
                .isEqualTo(200);
    }

    @Test
    void the_administrator_gives_names_and_everybody_their_own_password() {
        assertThat(rest.put(id("camunda-admin"), USER + "/profile", AS_THE_SUPERVISOR)
                        .status())
                .isEqualTo(204);
        assertThat(climber().getLastName()).isEqualTo("陈");
        Answer answer = rest.put(
                "climber",
                USER + "/credentials",
                "{\"password\":\"Another-Horse-8\",\"authenticatedUserPassword\":\"" + TestPeople.PASSWORD + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
    }

    @Test
    @DisplayName("nobody asks whether a password is right but at the login, where attempts are counted")
    void passwords_are_not_verified() {
        for (String path : new String[] {
            "/engine-rest/identity/verify",
            "/engine-rest/identity/verify/",
            "/engine-rest/identity/%76erify",
            "/engine-rest/engine/default/identity/verify"
        }) {
            for (String asked : new String[] {id("supervisor"), "climber"}) {
                Answer answer = rest.post(
                        "climber",
                        path,
                        "{\"username\":\"" + asked + "\",\"password\":\"" + TestPeople.PASSWORD + "\"}");
                assertThat(answer.status()).as(path + answer.text()).isIn(403, 404);
                assertThat(answer.text()).doesNotContain("authenticated");
            }
        }
        Visitor tasklist = new Visitor(port);
        tasklist.logIn("climber", TestPeople.PASSWORD);
        tasklist.get("/camunda/app/tasklist/default/");
        Visitor.Page answer = tasklist.api(
                "POST",
                "/camunda/api/engine/engine/default/identity/verify",
                "{\"username\":\"climber\",\"password\":\"" + TestPeople.PASSWORD + "\"}");
        assertThat(answer.status()).as(answer.text()).isIn(403, 404);
        assertThat(answer.text()).doesNotContain("authenticated");
    }
}
