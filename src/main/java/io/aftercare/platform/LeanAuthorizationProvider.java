package io.aftercare.platform;

import static org.camunda.bpm.engine.authorization.Permissions.READ;
import static org.camunda.bpm.engine.authorization.Permissions.UPDATE;
import static org.camunda.bpm.engine.authorization.Resources.USER;

import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.task.Task;

/**
 * Writes no authorization row per task. The engine's default writes about three a case, which every authorized query then
 * reads; here groups are granted work on the process definition once ({@link Grants}) and {@link TaskGuard} holds whose
 * task it is.
 *
 * <p>As the engine tells this object of every new assignee, whichever way it was set and before anything is written, it is
 * also where the guard looks at the assignee.
 */
class LeanAuthorizationProvider extends DefaultAuthorizationProvider {

    private static final AuthorizationEntity[] NONE = null;

    /** People change their own password ({@link GuardedIdentityProvider}), but cannot delete themselves. */
    @Override
    public AuthorizationEntity[] newUser(User user) {
        return new AuthorizationEntity[] {createGrantAuthorization(user.getId(), null, USER, user.getId(), READ, UPDATE)
        };
    }

    /** Deleting a deployment deletes its cases: whoever deployed may not. */
    @Override
    public AuthorizationEntity[] newDeployment(Deployment deployment) {
        return NONE;
    }

    @Override
    public AuthorizationEntity[] newTaskAssignee(Task task, String oldAssignee, String newAssignee) {
        TaskGuard.checkNewAssignee(task, oldAssignee, newAssignee);
        return NONE;
    }

    @Override
    public AuthorizationEntity[] newTaskOwner(Task task, String oldOwner, String newOwner) {
        return NONE;
    }

    @Override
    public AuthorizationEntity[] newTaskUserIdentityLink(Task task, String userId, String type) {
        return NONE;
    }

    @Override
    public AuthorizationEntity[] newTaskGroupIdentityLink(Task task, String groupId, String type) {
        return NONE;
    }
}
