package io.aftercare.platform;

import java.util.List;
import java.util.Locale;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Sees to it that {@code camunda-admin} is never empty: while it is, anybody can make himself an administrator
 * (CVE-2026-77226). Where the group has no member, the person named by {@code AFTERCARE_ADMIN_USER} and {@code
 * AFTERCARE_ADMIN_PASSWORD} becomes the first one, before the web server listens; the two are not looked at again. If
 * nobody (demo people included) is in the group at the end of the start, the application refuses to run.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class FirstAdministrator implements SmartInitializingSingleton, ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

    private static final int SHORTEST = 12;
    private static final int FEWEST_DIFFERENT = 8;
    private static final List<String> GUESSED_FIRST = List.of(
            "password", "passw0rd", "admin", "aftercare", "camunda", "changeme", "change-me", "qwerty", "123456");

    private final ProcessEngine engine;
    private final String user;
    private final String password;

    FirstAdministrator(
            ProcessEngine engine,
            @Value("${aftercare.admin.user:}") String user,
            @Value("${aftercare.admin.password:}") String password) {
        this.engine = engine;
        this.user = user.strip();
        this.password = password;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (user.isEmpty()) {
            return;
        }
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> {
                    // two nodes that start on one empty database: the second waits here and then finds the first one's
                    // work
                    context.getPropertyManager().acquireExclusiveLockForStartup();
                    if (nobody()) {
                        create();
                    }
                    return null;
                });
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (nobody()) {
            throw new StartRefused(
                    "还没有系统管理员。首次启动时请用环境变量 AFTERCARE_ADMIN_USER 和 AFTERCARE_ADMIN_PASSWORD 指定。",
                    "There is no administrator; set AFTERCARE_ADMIN_USER and AFTERCARE_ADMIN_PASSWORD.");
        }
    }

    private boolean nobody() {
        return engine.getIdentityService()
                        .createUserQuery()
                        .memberOfGroup(Groups.CAMUNDA_ADMIN)
                        .count()
                == 0;
    }

    private void create() {
        IdentityService identities = engine.getIdentityService();
        try {
            if (identities.createUserQuery().userId(user).count() == 0) {
                refuseWeak(user, password);
                User person = identities.newUser(user);
                person.setLastName("系统");
                person.setFirstName("管理员");
                person.setPassword(password);
                identities.saveUser(person);
            }
            if (identities.createGroupQuery().groupId(Groups.CAMUNDA_ADMIN).count() == 0) {
                Group group = identities.newGroup(Groups.CAMUNDA_ADMIN);
                group.setName("系统管理员");
                group.setType(Groups.GROUP_TYPE_SYSTEM);
                identities.saveGroup(group);
            }
            identities.createMembership(user, Groups.CAMUNDA_ADMIN);
        } catch (ProcessEngineException e) {
            throw new StartRefused(
                    "系统管理员 %s 未能建立：%s".formatted(user, e.getMessage()), "The administrator was not created.", e);
        }
        LOG.warn("已建立首位系统管理员 {}。请从环境中删除 AFTERCARE_ADMIN_PASSWORD，今后不再读取", user);
    }

    /** @throws StartRefused the password is absent or one that is guessed early; the message says what is asked of it */
    static void refuseWeak(String user, String password) {
        String lower = password.toLowerCase(Locale.ROOT);
        boolean weak = password.length() < SHORTEST
                || password.chars().distinct().count() < FEWEST_DIFFERENT
                || password.chars().noneMatch(Character::isUpperCase)
                || password.chars().noneMatch(Character::isLowerCase)
                || password.chars().noneMatch(Character::isDigit)
                || password.chars().allMatch(Character::isLetterOrDigit)
                || lower.contains(user.toLowerCase(Locale.ROOT))
                || GUESSED_FIRST.stream().anyMatch(lower::contains);
        if (weak) {
            throw new StartRefused(
                    "AFTERCARE_ADMIN_PASSWORD 缺失或过于简单：至少 %d 位，含大写字母、小写字母、数字和符号，不含用户名及常见词。".formatted(SHORTEST),
                    "AFTERCARE_ADMIN_PASSWORD is absent or weak.");
        }
    }
}
