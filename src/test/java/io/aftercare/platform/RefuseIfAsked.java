package io.aftercare.platform;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

/** Refuses or fails, deep inside of the engine, as a variable says. */
public class RefuseIfAsked implements TaskListener {

    @Override
    public void notify(DelegateTask task) {
        if ("refuse".equals(task.getVariable("wish"))) {
            throw new Refusal(409, "金额超过订单，请更正。", List.of(new Refusal.Field("amount", "不能超过 100 元")));
        }
        if ("fail".equals(task.getVariable("wish"))) {
            throw new IllegalStateException("secret inner detail");
        }
    }
}
