package io.aftercare.casebook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One line of 客户沟通记录表 (P3); name and number of the customer are shown from the customer's own record.
 *
 * @param at when we talked; null means now
 * @param means {@code phone}, {@code visit}, {@code chat}, {@code email} or {@code web}
 * @param subject 沟通事由
 * @param need 客户需求/问题
 * @param result 处理结果
 * @param followUp 跟进事项
 * @param person user id of who talked to the customer, null if the system did
 */
public record ContactRecord(
        String caseNumber,
        UUID customerId,
        Instant at,
        String means,
        String subject,
        String need,
        String result,
        String followUp,
        String person) {

    /** The columns of the department's paper form. */
    static final List<String> HEADINGS =
            List.of("序号", "客户名称", "联系方式", "沟通时间", "沟通方式", "沟通事由", "客户需求/问题", "处理结果", "跟进事项", "负责人");
}
