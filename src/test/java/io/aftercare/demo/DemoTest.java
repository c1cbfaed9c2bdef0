package io.aftercare.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import java.time.Clock;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.DefaultPasswordPolicyImpl;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.support.TransactionTemplate;

@AftercareTest
@DisplayName("The demo department")
class DemoTest {

    @Autowired
    IdentityService identity;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void everything_of_it_is_there_only_where_it_is_wanted() {
        for (Class<?> part : List.of(EngineDemoPeople.class, DemoCustomers.class, DemoNote.class)) {
            assertThat(part.getAnnotation(Conditional.class).value()).containsExactly(DemoWanted.class);
        }
    }

    @Test
    void it_is_wanted_on_the_embedded_database_unless_switched_off() {
        assertThat(wanted(new MockEnvironment())).isTrue();
        assertThat(wanted(new MockEnvironment().withProperty("spring.datasource.url", "embedded")))
                .isTrue();
        assertThat(wanted(new MockEnvironment().withProperty("aftercare.demo.enabled", "false")))
                .isFalse();
        assertThat(wanted(
                        new MockEnvironment().withProperty("spring.datasource.url", "jdbc:postgresql://db/aftercare")))
                .isFalse();
    }

    private static boolean wanted(ConfigurableEnvironment environment) {
        ConditionContext context = new ConditionContext() {
            @Override
            public org.springframework.beans.factory.support.BeanDefinitionRegistry getRegistry() {
                return getBeanFactory();
            }

            @Override
            public DefaultListableBeanFactory getBeanFactory() {
                return new DefaultListableBeanFactory();
            }

            @Override
            public ConfigurableEnvironment getEnvironment() {
                return environment;
            }

            @Override
            public org.springframework.core.io.ResourceLoader getResourceLoader() {
                return new org.springframework.core.io.DefaultResourceLoader();
            }

            @Override
            public ClassLoader getClassLoader() {
                return DemoTest.class.getClassLoader();
            }
        };
        return new DemoWanted().matches(context, null);
    }

    @Test
    void everybody_can_log_in_has_a_group_and_is_made_once() {
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            EngineDemoPeople people = new EngineDemoPeople(identity);
            people.run(null);
            people.run(null);

            for (DemoPerson person : DemoPerson.ALL) {
                assertThat(identity.checkPassword(person.id(), DemoPerson.PASSWORD))
                        .as(person.id())
                        .isTrue();
                assertThat(identity.createGroupQuery()
                                .groupMember(person.id())
                                .singleResult()
                                .getName())
                        .isEqualTo(person.role());
                assertThat(identity.checkPasswordAgainstPolicy(
                                        new DefaultPasswordPolicyImpl(),
                                        DemoPerson.PASSWORD,
                                        identity.createUserQuery()
                                                .userId(person.id())
                                                .singleResult())
                                .isValid())
                        .as(person.id())
                        .isTrue();
            }
            identity.deleteUser("lina");
            people.run(null);
            assertThat(identity.createUserQuery().userId("lina").count()).isZero();
        });
    }

    @Test
    void customers_have_orders_and_are_made_once() {
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            jdbc.sql("delete from aftercare.customer").update();
            DemoCustomers customers = new DemoCustomers(jdbc, clock);
            customers.run(null);
            customers.run(null);

            assertThat(jdbc.sql("select count(*) from aftercare.customer c where phone ~ '^13800138'"
                                    + " and exists (select 1 from aftercare.customer_order where customer_id = c.id)")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(8);
        });
    }

    @Test
    void the_start_prints_every_login() {
        assertThat(String.join("\n", new DemoNote().lines()))
                .contains("yangxiao 杨晓，lina 李娜", "系统管理员：admin", DemoPerson.PASSWORD);
    }
}
