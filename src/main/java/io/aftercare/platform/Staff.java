package io.aftercare.platform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Who works here, as the engine's identity service knows it. Usable in a model's expressions as {@code staff}. The answers
 * do not depend on what the current user may see.
 */
@Component("staff")
@ForModels("公司里的人和组")
public class Staff {

    // asked for late: the engine deploys models that name this bean while it is being built
    private final ObjectProvider<ProcessEngine> engine;

    private final AccessProperties access;

    private final StaffedTasks staffed;

    Staff(ObjectProvider<ProcessEngine> engine, AccessProperties access, StaffedTasks staffed) {
        this.engine = engine;
        this.access = access;
        this.staffed = staffed;
    }

    /** Id and Chinese name of every group that {@code aftercare.access.groups} names. */
    public Map<String, String> groups() {
        return access.groups();
    }

    /** The members of a group ordered by user id; empty for a group without members. */
    @ForModels("一个组的成员")
    public List<Person> members(String group) {
        return unrestricted(() -> engine().getIdentityService()
                        .createUserQuery()
                        .memberOfGroup(group)
                        .list())
                .stream()
                .map(user -> Person.of(user.getId(), user))
                .sorted(Comparator.comparing(Person::id))
                .toList();
    }

    /**
     * Who is to see to it that a process's work is done: the members of the first of the groups that may assign its tasks which
     * has any.
     */
    public List<Person> leaders(String processKey) {
        return staffed.leaders(processKey).stream()
                .map(this::members)
                .filter(members -> !members.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** Whether somebody works here and belongs to those whose task it is; within the task's own command. */
    public boolean mayWork(DelegateTask task, String userId) {
        return TaskGuard.mayWork((TaskEntity) task, userId, TaskGuard.groups(userId));
    }

    /** The person of this id; one whose name is the id if nobody of that id is known (any more). */
    @ForModels("这个用户名的同事，.name() 是姓名")
    public Person person(String userId) {
        User user = unrestricted(() ->
                engine().getIdentityService().createUserQuery().userId(userId).singleResult());
        return Person.of(userId, user);
    }

    /** {@link Person#signature()} of this id: how records name somebody. */
    @ForModels("姓名（用户名），记录里这样写一位同事")
    public String signature(String userId) {
        return person(userId).signature();
    }

    /** {@link #signature} of many at once, by user id: a page names everybody on it by one question. Nulls are left out. */
    public Map<String, String> signatures(Collection<String> userIds) {
        String[] ids = userIds.stream().filter(Objects::nonNull).distinct().toArray(String[]::new);
        Map<String, User> known = ids.length == 0
                ? Map.of()
                : unrestricted(() -> engine().getIdentityService()
                                .createUserQuery()
                                .userIdIn(ids)
                                .list())
                        .stream()
                        .collect(Collectors.toMap(User::getId, Function.identity()));
        return Stream.of(ids).collect(Collectors.toMap(Function.identity(), id -> Person.of(id, known.get(id))
                .signature()));
    }

    /** Whether there is somebody of this id. */
    @ForModels("有没有这个用户名的同事")
    public boolean isKnown(String userId) {
        return unrestricted(() ->
                engine().getIdentityService().createUserQuery().userId(userId).count() > 0);
    }

    /** The members of a group as a form's select field reads them: {@code label} tells who, {@code value} is the user id. */
    @ForModels("一个组的成员，供表单下拉框选择")
    public List<Map<String, String>> options(String group) {
        return members(group).stream()
                .map(person -> {
                    Map<String, String> option = new LinkedHashMap<>();
                    option.put("label", person.signature());
                    option.put("value", person.id());
                    return option;
                })
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private ProcessEngine engine() {
        return engine.getObject();
    }

    private <T> T unrestricted(Callable<T> question) {
        return Unrestricted.call(engine(), question);
    }
}
