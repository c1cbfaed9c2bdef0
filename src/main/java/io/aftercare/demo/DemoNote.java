package io.aftercare.demo;

import io.aftercare.platform.StartNote;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/** The logins of the demo people. */
@Component
@Conditional(DemoWanted.class)
class DemoNote implements StartNote {

    @Override
    public List<String> lines() {
        Map<String, List<DemoPerson>> byRole = DemoPerson.ALL.stream()
                .collect(Collectors.groupingBy(DemoPerson::role, LinkedHashMap::new, Collectors.toList()));
        return Stream.concat(
                        Stream.of("演示账号（密码均为 " + DemoPerson.PASSWORD + "，只用于试用）："),
                        byRole.entrySet().stream()
                                .map(role -> "  " + role.getKey() + "："
                                        + role.getValue().stream()
                                                .map(p -> p.id() + " " + p.name())
                                                .collect(Collectors.joining("，"))))
                .toList();
    }
}
