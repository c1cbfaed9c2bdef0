package io.aftercare.aftersales;

import io.aftercare.platform.ForModels;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** 归档 (C14): files the case's summary beside its other documents. */
@Component("archiveAfterSales")
@ForModels("服务任务：售后个案归档")
class ArchiveAfterSalesDelegate implements JavaDelegate {

    private final AfterSales afterSales;

    ArchiveAfterSalesDelegate(AfterSales afterSales) {
        this.afterSales = afterSales;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Map<String, Object> facts = new HashMap<>();
        for (String name : AfterSales.SUMMARY_FACTS) {
            facts.put(name, execution.getVariable(name));
        }
        afterSales.archive(execution.getProcessBusinessKey(), facts);
    }
}
