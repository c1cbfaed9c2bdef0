package io.aftercare.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;

/**
 * The engine's own people and groups, with four rules:
 *
 * <ul>
 *   <li>the administrators' group never loses its last member, by removing the membership, the person or the group. While it
 *       is empty anybody could create an administrator without logging in (CVE-2026-77226), and nobody could undo a mistake;
 *   <li>names and mail addresses are the administrator's or the company login's: what records name and where staff mail goes;
 *   <li>nobody tries the passwords of others;
 *   <li>who leaves or loses a group leaves their open tasks to the others, whichever way it happens: in Admin, over REST, by a
 *       company's login.
 * </ul>
 */
public class GuardedIdentityProvider extends DbIdentityServiceProvider {

    private final StaffedTasks tasks;

    /** By person, what this command has changed, which the database does not know yet. */
    private final Map<String, Set<String>> joined = new HashMap<>();

    private final Map<String, Set<String>> left = new HashMap<>();

    GuardedIdentityProvider(StaffedTasks tasks) {
        this.tasks = tasks;
    }

    /** Whether this is the person's password. Unlike {@link #checkPassword} it neither asks nor changes the engine's lock. */
    boolean matches(String userId, String password) {
        UserEntity user = findUserById(userId);
        return user != null && matchPassword(password, user);
    }

    /** Where {@link LoginThrottle} does not count the attempts, one's own password alone is compared. */
    @Override
    public boolean checkPassword(String userId, String password) {
        String asking = Context.getCommandContext().getAuthenticatedUserId();
        if (asking != null && !asking.equals(userId)) {
            throw new Refusal(403, "这里不能核对别人的密码。", List.of());
        }
        return super.checkPassword(userId, password);
    }

    @Override
    public IdentityOperationResult saveUser(User user) {
        UserEntity changed = (UserEntity) user;
        CommandContext context = Context.getCommandContext();
        boolean asked = context.getAuthenticatedUserId() != null && context.isAuthorizationCheckEnabled();
        if (asked && changed.getRevision() > 0) {
            UserEntity kept = findUserById(user.getId());
            refuseAnothersEntry(changed, kept);
            if (AccessChecker.isPerson(context)) {
                refuseNewName(changed, kept);
            }
        }
        return super.saveUser(user);
    }

    /** The REST layer writes an entry under whatever id its body names: another person would get this one's password. */
    private static void refuseAnothersEntry(UserEntity changed, UserEntity kept) {
        if (kept == null || !Objects.equals(changed.getPassword(), kept.getPassword())) {
            throw new Refusal("用户编号不能更改，请核对网址和内容里的编号是否一致。");
        }
    }

    private static void refuseNewName(UserEntity changed, UserEntity kept) {
        var findings = new Refusal.Findings();
        if (!Objects.equals(changed.getFirstName(), kept.getFirstName())) {
            findings.add("firstName", "名");
        }
        if (!Objects.equals(changed.getLastName(), kept.getLastName())) {
            findings.add("lastName", "姓");
        }
        if (!Objects.equals(changed.getEmail(), kept.getEmail())) {
            findings.add("email", "邮箱");
        }
        if (!findings.isEmpty()) {
            throw new Refusal(403, "姓名和邮箱由系统管理员维护，您自己只能修改密码。需要更正请联系系统管理员。", findings.fields());
        }
    }

    /** Somebody without a password logs in with a company account only. */
    @Override
    protected boolean matchPassword(String password, UserEntity user) {
        return user.getPassword() != null && super.matchPassword(password, user);
    }

    @Override
    public IdentityOperationResult deleteMembership(String userId, String groupId) {
        if (Groups.CAMUNDA_ADMIN.equals(groupId)) {
            refuseIfLast(userId);
        }
        IdentityOperationResult result = super.deleteMembership(userId, groupId);
        leave(userId, groupId);
        return result;
    }

    @Override
    public IdentityOperationResult createMembership(String userId, String groupId) {
        IdentityOperationResult result = super.createMembership(userId, groupId);
        note(joined, left, userId, groupId);
        return result;
    }

    @Override
    public IdentityOperationResult deleteUser(String userId) {
        refuseIfLast(userId);
        String name = TaskGuard.name(userId);
        IdentityOperationResult result = super.deleteUser(userId);
        tasks.changed(userId, name, null);
        return result;
    }

    @Override
    public IdentityOperationResult deleteGroup(String groupId) {
        if (Groups.CAMUNDA_ADMIN.equals(groupId)) {
            throw new Refusal(409, "管理员组不能删除。", List.of());
        }
        List<User> members = Context.getCommandContext()
                .runWithoutAuthorization(() -> createUserQuery(Context.getCommandContext())
                        .memberOfGroup(groupId)
                        .list());
        IdentityOperationResult result = super.deleteGroup(groupId);
        members.forEach(member -> leave(member.getId(), groupId));
        tasks.deleted(groupId);
        return result;
    }

    private void leave(String user, String group) {
        note(left, joined, user, group);
        Set<String> groups = TaskGuard.groups(user);
        groups.removeAll(left.getOrDefault(user, Set.of()));
        groups.addAll(joined.getOrDefault(user, Set.of()));
        tasks.changed(user, TaskGuard.name(user), groups);
    }

    private static void note(Map<String, Set<String>> now, Map<String, Set<String>> before, String user, String group) {
        now.computeIfAbsent(user, any -> new HashSet<>()).add(group);
        before.getOrDefault(user, new HashSet<>()).remove(group);
    }

    private void refuseIfLast(String userId) {
        lockAdministrators();
        List<User> administrators = Context.getCommandContext()
                .runWithoutAuthorization(() -> createUserQuery(Context.getCommandContext())
                        .memberOfGroup(Groups.CAMUNDA_ADMIN)
                        .list());
        if (administrators.size() == 1 && administrators.get(0).getId().equals(userId)) {
            throw new Refusal(409, "这是最后一位系统管理员，请先指定另一位管理员。", List.of());
        }
    }

    /** Two administrators who remove each other at the same time come one after the other. */
    private void lockAdministrators() {
        Connection connection =
                Context.getCommandContext().getDbSqlSession().getSqlSession().getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(hashtext('aftercare.administrators'))");
        } catch (SQLException e) {
            throw new ProcessEngineException("The administrators could not be locked", e);
        }
    }
}
