package io.aftercare.casebook;

import io.aftercare.casebook.CaseKind.Fact;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** All kinds of cases, and how a list of one of them, or of all together, names things (C15). */
@Component
class CaseKinds {

    private final List<CaseKind> kinds;
    private final EngineCaseVariables variables;

    CaseKinds(List<CaseKind> kinds, EngineCaseVariables variables) {
        this.kinds = List.copyOf(kinds);
        this.variables = variables;
    }

    /** In the order in which people choose. */
    List<CaseKind> all() {
        return kinds;
    }

    /** The kind of a process; empty for a process whose cases nobody named. */
    Optional<CaseKind> of(String processKey) {
        return kinds.stream()
                .filter(kind -> kind.processKey().equals(processKey))
                .findFirst();
    }

    /** What a case of the process is called, e.g. 投诉; 个案 for one that nobody named. */
    String label(String processKey) {
        return of(processKey).map(CaseKind::label).orElse("个案");
    }

    /** What a case tells of itself, as far as it is known; nothing for a process whose cases nobody named. */
    List<Fact> facts(CaseSummary found) {
        return of(found.processKey())
                .map(kind -> kind.facts(variables.of(found.processInstanceId())))
                .orElse(List.of())
                .stream()
                .filter(fact -> fact.text() != null && !fact.text().isBlank())
                .toList();
    }

    /** Name of the tracking table: 投诉处理跟踪表, or 个案跟踪表 for more than one kind. */
    String table(String processKey) {
        return of(processKey).map(kind -> kind.label() + "处理跟踪表").orElse("个案跟踪表");
    }

    /** The ten columns of the tracking table, in the order of the department's paper form. */
    List<String> headings(String processKey) {
        Optional<CaseKind> kind = of(processKey);
        return List.of(
                kind.map(k -> k.label() + "编号").orElse("编号"),
                "客户信息",
                kind.map(CaseKind::receivedLabel).orElse("收到时间"),
                "问题描述",
                "责任部门",
                "处理方案",
                "承办人",
                "完成时限",
                "客户反馈",
                "归档状态");
    }
}
