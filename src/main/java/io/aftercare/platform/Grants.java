package io.aftercare.platform;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.TASK_ASSIGN;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.TASK_WORK;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.UserOperationLogCategoryPermissions;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Turns {@link AccessProperties} into groups and engine authorizations at every start: a dozen rows a group, none a case. For the
 * groups named there the configuration decides alone: what has been granted to them otherwise on the same resource is set
 * back. Grants to other groups and to single people are left as they are.
 *
 * <p>Nobody but administrators receives {@code UPDATE_INSTANCE}, {@code UPDATE_TASK}, {@code DELETE_INSTANCE}, {@code
 * MIGRATE_INSTANCE} or {@code DELETE_HISTORY}: each of them would let a person change or remove a case outside of its
 * tasks.
 */
@Component
class Grants {

    private static final Logger LOG = LoggerFactory.getLogger(Grants.class);

    private final AccessProperties access;

    Grants(AccessProperties access) {
        this.access = access;
    }

    /** One row: a group's permissions on one resource. */
    private record Key(String group, Resource resource, String id) {}

    void apply(ProcessEngine engine) {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        configuration
                .getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(() -> {
                    oneNodeAtATime(context);
                    saveGroups(engine.getIdentityService());
                    save(engine.getAuthorizationService(), wanted());
                    return null;
                }));
    }

    private Map<Key, Set<Permission>> wanted() {
        Map<Key, Set<Permission>> wanted = new LinkedHashMap<>();
        access.processes().forEach((process, groups) -> {
            for (String group : groups.work()) {
                staff(wanted, group);
                grant(
                        wanted,
                        group,
                        Resources.PROCESS_DEFINITION,
                        process,
                        Permissions.READ,
                        // the columns of Tasklist's list are the instance's variables
                        Permissions.READ_INSTANCE,
                        Permissions.READ_TASK,
                        TASK_WORK,
                        Permissions.READ_HISTORY);
            }
            for (String group : groups.start()) {
                staff(wanted, group);
                grant(
                        wanted,
                        group,
                        Resources.PROCESS_DEFINITION,
                        process,
                        Permissions.READ,
                        Permissions.CREATE_INSTANCE);
                grant(wanted, group, Resources.PROCESS_INSTANCE, ANY, Permissions.CREATE);
            }
            for (String group : groups.assign()) {
                staff(wanted, group);
                grant(wanted, group, Resources.PROCESS_DEFINITION, process, TASK_ASSIGN);
            }
        });
        for (String group : access.audit()) {
            staff(wanted, group);
            application(wanted, group, "cockpit");
            read(wanted, group);
            grant(
                    wanted,
                    group,
                    Resources.PROCESS_DEFINITION,
                    ANY,
                    Permissions.READ_TASK,
                    ProcessDefinitionPermissions.READ_INSTANCE_VARIABLE,
                    ProcessDefinitionPermissions.READ_TASK_VARIABLE,
                    ProcessDefinitionPermissions.READ_HISTORY_VARIABLE);
            grant(wanted, group, Resources.OPERATION_LOG_CATEGORY, ANY, UserOperationLogCategoryPermissions.READ);
        }
        for (String group : access.model()) {
            staff(wanted, group);
            application(wanted, group, "cockpit");
            read(wanted, group);
            grant(wanted, group, Resources.DEPLOYMENT, ANY, Permissions.CREATE);
        }
        // as the engine's own setup does for its administrators
        for (Resource resource : Resources.values()) {
            grant(wanted, Groups.CAMUNDA_ADMIN, resource, ANY, Permissions.ALL);
        }
        return wanted;
    }

    /** What everybody of the staff has: Tasklist, and the names of colleagues and groups. */
    private static void staff(Map<Key, Set<Permission>> wanted, String group) {
        application(wanted, group, "tasklist");
        application(wanted, group, "welcome");
        grant(wanted, group, Resources.USER, ANY, Permissions.READ);
        grant(wanted, group, Resources.GROUP, ANY, Permissions.READ);
    }

    private static void read(Map<Key, Set<Permission>> wanted, String group) {
        grant(
                wanted,
                group,
                Resources.PROCESS_DEFINITION,
                ANY,
                Permissions.READ,
                Permissions.READ_INSTANCE,
                Permissions.READ_HISTORY);
        grant(wanted, group, Resources.DECISION_DEFINITION, ANY, Permissions.READ, Permissions.READ_HISTORY);
        grant(wanted, group, Resources.DECISION_REQUIREMENTS_DEFINITION, ANY, Permissions.READ);
        grant(wanted, group, Resources.DEPLOYMENT, ANY, Permissions.READ);
    }

    private static void application(Map<Key, Set<Permission>> wanted, String group, String application) {
        grant(wanted, group, Resources.APPLICATION, application, Permissions.ACCESS);
    }

    private static void grant(
            Map<Key, Set<Permission>> wanted, String group, Resource resource, String id, Permission... permissions) {
        wanted.computeIfAbsent(new Key(group, resource, id), key -> new LinkedHashSet<>())
                .addAll(List.of(permissions));
    }

    private void saveGroups(IdentityService identity) {
        Map<String, Group> present = new HashMap<>();
        identity.createGroupQuery().list().forEach(group -> present.put(group.getId(), group));
        access.groups().forEach((id, name) -> {
            Group group = present.get(id);
            if (group == null) {
                group = identity.newGroup(id);
                group.setType(Groups.CAMUNDA_ADMIN.equals(id) ? Groups.GROUP_TYPE_SYSTEM : "WORKFLOW");
            }
            if (!name.equals(group.getName())) {
                group.setName(name);
                identity.saveGroup(group);
            }
        });
    }

    private void save(AuthorizationService authorizations, Map<Key, Set<Permission>> wanted) {
        Set<String> groups = new HashSet<>(access.groups().keySet());
        wanted.keySet().forEach(key -> groups.add(key.group()));
        Map<Key, Authorization> present = new HashMap<>();
        for (Authorization row : authorizations
                .createAuthorizationQuery()
                .authorizationType(AUTH_TYPE_GRANT)
                .groupIdIn(groups.toArray(String[]::new))
                .list()) {
            present.put(new Key(row.getGroupId(), resource(row.getResourceType()), row.getResourceId()), row);
        }
        wanted.forEach((key, permissions) -> {
            Authorization row = present.remove(key);
            boolean missing = row == null;
            if (missing) {
                row = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
                row.setGroupId(key.group());
                row.setResource(key.resource());
                row.setResourceId(key.id());
            }
            row.setPermissions(permissions.toArray(Permission[]::new));
            authorizations.saveAuthorization(row);
        });
        present.forEach((key, row) -> {
            if (isOurs(key)) {
                LOG.warn("Taken back from group {}: what it had on {} {}", key.group(), key.resource(), key.id());
                authorizations.deleteAuthorization(row.getId());
            }
        });
    }

    /** Filters and a group's own entry are given in the web applications; the rest is given in the configuration only. */
    private static boolean isOurs(Key key) {
        return key.resource() != Resources.FILTER && key.resource() != Resources.GROUP && key.resource() != null;
    }

    private static Resource resource(int type) {
        for (Resource resource : Resources.values()) {
            if (resource.resourceType() == type) {
                return resource;
            }
        }
        return null;
    }

    /** Until the end of the transaction. */
    static void oneNodeAtATime(CommandContext context) {
        Connection connection = context.getDbSqlSession().getSqlSession().getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(hashtext('aftercare.grants'))");
        } catch (SQLException e) {
            throw new ProcessEngineException("The grants could not be locked", e);
        }
    }
}
