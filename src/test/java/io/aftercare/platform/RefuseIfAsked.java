package io.aftercare.platform;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.task.Task;
import org.springframework.boot.test.context.TestComponent;

/** Refuses, fails or collides with another's change, deep inside of the engine, as a variable says. */
@TestComponent("refuseIfAsked")
@ForModels("测试：按变量 wish 拒绝、失败或冲突")
public class RefuseIfAsked implements TaskListener {

    @Override
    public void notify(DelegateTask task) {
        if ("refuse".equals(task.getVariable("wish"))) {
            throw new Refusal(409, "金额超过订单，请更正。", List.of(new Refusal.Field("amount", "不能超过 100 元")));
        }
        if ("fail".equals(task.getVariable("wish"))) {
            throw new IllegalStateException("secret inner detail");
        }
        boolean first = task.getPriority() == Task.PRIORITY_NORMAL;
        if ("collide".equals(task.getVariable("wish")) && first || "collide always".equals(task.getVariable("wish"))) {
            TaskService tasks = task.getProcessEngineServices().getTaskService();
            CompletableFuture.runAsync(() -> tasks.setPriority(task.getId(), task.getPriority() + 1))
                    .join();
        }
    }
}
