package io.aftercare.complaint;

import static io.aftercare.complaint.Department.AGENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.AftercareTest;
import io.aftercare.casebook.Casebook;
import io.aftercare.casebook.ContactRecord;
import io.aftercare.platform.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@AftercareTest
@DisplayName("C17 Of complaints that are joined to one another somebody handles one until its end")
class DuplicatesTest {

    @Autowired
    Department department;

    @Autowired
    RuntimeService runtime;

    @Autowired
    Casebook casebook;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    JdbcClient jdbc;

    private final List<String> cases = new ArrayList<>();

    @AfterEach
    void clear() {
        cases.stream().filter(id -> !department.ended(id)).forEach(id -> runtime.deleteProcessInstance(id, "test"));
    }

    private String received() {
        String id = department.receiveBrokenGoods();
        cases.add(id);
        return id;
    }

    private Void join(String id, String original) {
        return department.as(AGENT, () -> {
            runtime.createMessageCorrelation("DuplicateFound")
                    .processInstanceId(id)
                    .setVariable("originalCase", department.caseNumber(original))
                    .correlate();
            return null;
        });
    }

    private Void withdraw(String id) {
        runtime.createMessageCorrelation("ComplaintWithdrawn")
                .processInstanceId(id)
                .setVariable("withdrawalReason", "已自行解决")
                .correlate();
        return null;
    }

    private static void assertRefused(ThrowingCallable joining, String sentence) {
        assertThatThrownBy(joining)
                .satisfies(e -> assertThat(Refusal.in(e).getMessage()).isEqualTo(sentence));
    }

    /** Runs {@code second} while the transaction of {@code first} is not committed yet, and gives back what became of it. */
    private CompletableFuture<Void> atOnce(Runnable first, Runnable second) {
        CompletableFuture<Void> running = new TransactionTemplate(transactions).execute(tx -> {
            first.run();
            CompletableFuture<Void> other = CompletableFuture.runAsync(second);
            awaitEndOrLock(other);
            return other;
        });
        return running;
    }

    private void awaitEndOrLock(CompletableFuture<Void> other) {
        long giveUp = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!other.isDone() && waiting() == 0) {
            assertThat(System.nanoTime()).as("it neither ends nor waits").isLessThan(giveUp);
            Thread.onSpinWait();
        }
    }

    private int waiting() {
        return jdbc.sql("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                .query(Integer.class)
                .single();
    }

    @Test
    void two_marked_as_duplicates_of_each_other_at_once_do_not_both_end() {
        String first = received();
        String second = received();

        var later = atOnce(() -> join(first, second), () -> join(second, first));

        assertThatThrownBy(() -> later.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .satisfies(e -> assertThat(Refusal.in(e).getMessage())
                        .isEqualTo("原投诉" + department.caseNumber(first) + "已经并入这件投诉，请继续办理这件投诉。"));
        department.settle(first);
        assertThat(department.ended(first)).isTrue();
        assertThat(department.openTasks(second)).containsExactly("Task_Register");
    }

    @Test
    void nothing_is_joined_to_a_complaint_that_ends_in_the_same_moment() {
        String original = received();
        String duplicate = received();

        var later = atOnce(() -> withdraw(original), () -> join(duplicate, original));

        assertThatThrownBy(() -> later.get(30, TimeUnit.SECONDS))
                .satisfies(e -> assertThat(Refusal.in(e).getMessage())
                        .isEqualTo("原投诉" + department.caseNumber(original) + "已经结束，不会再有人跟进；请继续办理这件投诉。"));
        assertThat(department.openTasks(duplicate)).containsExactly("Task_Register");
    }

    @Test
    void the_original_ends_after_the_duplicate_has_been_joined_to_it() throws Exception {
        String original = received();
        String duplicate = received();

        atOnce(() -> join(duplicate, original), () -> withdraw(original)).get(30, TimeUnit.SECONDS);

        assertThat(casebook.contacts(department.caseNumber(original)))
                .extracting(ContactRecord::result)
                .contains("已并入，原登记编号 " + department.caseNumber(duplicate));
    }

    @Test
    void a_ring_of_three_keeps_one_and_a_chain_leads_to_the_one_that_is_handled() {
        String first = received();
        String second = received();
        String third = received();
        join(first, second);
        join(second, third);

        assertRefused(() -> join(third, first), "原投诉" + department.caseNumber(first) + "已经并入这件投诉，请继续办理这件投诉。");
        String fourth = received();
        String handled = department.caseNumber(third);
        assertRefused(
                () -> join(fourth, first),
                "原投诉" + department.caseNumber(first) + "已经并入" + handled + "，请改填" + handled + "。");
        assertThat(department.openTasks(third)).containsExactly("Task_Register");
        assertThat(department.openTasks(fourth)).containsExactly("Task_Register");
    }
}
