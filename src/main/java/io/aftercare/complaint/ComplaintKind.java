package io.aftercare.complaint;

import io.aftercare.casebook.CaseKind;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Complaints, as the department's lists call them. */
@Component
@Order(1)
class ComplaintKind implements CaseKind {

    @Override
    public String processKey() {
        return ComplaintProcess.KEY;
    }

    @Override
    public String label() {
        return "投诉";
    }

    @Override
    public String receivedLabel() {
        return "投诉时间";
    }
}
