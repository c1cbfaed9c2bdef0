package io.aftercare.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;

/**
 * The engine's own people and groups, with a rule: the administrators' group never loses its last member, by removing the
 * membership, the person or the group. While it is empty anybody could create an administrator without logging in
 * (CVE-2026-77226), and nobody could undo a mistake.
 */
public class GuardedIdentityProvider extends DbIdentityServiceProvider {

    /** Whether this is the person's password. Unlike {@link #checkPassword} it neither asks nor changes the engine's lock. */
    boolean matches(String userId, String password) {
        UserEntity user = findUserById(userId);
        return user != null && matchPassword(password, user);
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
        return super.deleteMembership(userId, groupId);
    }

    @Override
    public IdentityOperationResult deleteUser(String userId) {
        refuseIfLast(userId);
        return super.deleteUser(userId);
    }

    @Override
    public IdentityOperationResult deleteGroup(String groupId) {
        if (Groups.CAMUNDA_ADMIN.equals(groupId)) {
            throw new Refusal(409, "管理员组不能删除。", List.of());
        }
        return super.deleteGroup(groupId);
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
