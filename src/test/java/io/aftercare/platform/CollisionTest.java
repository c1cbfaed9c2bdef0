package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.CannotAcquireLockException;

@DisplayName("Who meets another in the same instant is asked to try again, and mostly need not be")
class CollisionTest {

    private int attempts;

    static List<RuntimeException> collisions() {
        return List.of(
                new OptimisticLockingException("updated by another transaction concurrently"),
                new ProcessEngineException("flush", new SQLException("deadlock detected", "40P01")),
                new CannotAcquireLockException("commit", new SQLException("could not serialize access", "40001")));
    }

    private String execute(int failing, RuntimeException failure) {
        IdentityService identity = new IdentityServiceImpl();
        identity.setAuthentication(new Authentication("agent", List.of()));
        CollisionInterceptor interceptor = new CollisionInterceptor(identity);
        interceptor.setNext(new CommandExecutor() {
            @Override
            public <T> T execute(Command<T> command) {
                if (++attempts <= failing) {
                    throw failure;
                }
                return command.execute(null);
            }
        });
        return interceptor.execute(context -> "done");
    }

    @ParameterizedTest
    @MethodSource("collisions")
    void it_is_done_again_from_its_beginning(RuntimeException collision) {
        assertThat(execute(2, collision)).isEqualTo("done");
        assertThat(attempts).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("collisions")
    void who_meets_others_again_and_again_is_told(RuntimeException collision) {
        assertThatThrownBy(() -> execute(3, collision)).isSameAs(collision);
        assertThat(Refusal.told(collision))
                .returns(409, Refusal::status)
                .returns("这条记录刚刚被别人更改，您的操作没有保存。请刷新后再试。", Refusal::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22001", "57014", "08006"})
    void what_else_fails_is_not_tried_again(String state) {
        RuntimeException failure = new ProcessEngineException("flush", new SQLException("other", state));
        assertThatThrownBy(() -> execute(1, failure)).isSameAs(failure);
        assertThat(attempts).isEqualTo(1);
    }
}
