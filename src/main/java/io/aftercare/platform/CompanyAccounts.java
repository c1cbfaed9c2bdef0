package io.aftercare.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes the engine's people and memberships what a company's login says of somebody. */
@Component
class CompanyAccounts {

    private static final Logger LOG = LoggerFactory.getLogger(CompanyAccounts.class);

    private final ProcessEngine engine;
    private final OidcProperties oidc;
    private final LoginProperties login;

    /** Group of the provider to group of ours. */
    private final Map<String, String> groups = new LinkedHashMap<>();

    CompanyAccounts(ProcessEngine engine, OidcProperties oidc, AccessProperties access, LoginProperties login) {
        this.engine = engine;
        this.oidc = oidc;
        this.login = login;
        access.groups().keySet().stream()
                .filter(group -> !Groups.CAMUNDA_ADMIN.equals(group))
                .forEach(group -> groups.put(group, group));
        oidc.groups().forEach((theirs, ours) -> {
            if (!access.groups().containsKey(ours)) {
                throw new StartRefused(
                        "aftercare.oidc.groups 把 %s 对应到 %s，但 aftercare.access.groups 里没有这个组。".formatted(theirs, ours),
                        "aftercare.oidc.groups names an unknown group.");
            }
            groups.put(theirs, ours);
        });
    }

    /**
     * What the provider says of somebody.
     *
     * @param id user id
     * @param firstName null if unknown, as the following two
     * @param groups the provider's names; null if groups are not the provider's business
     */
    record Account(String id, String firstName, String lastName, String mail, Set<String> groups) {}

    /** @throws CompanyLoginRefused the person may not come in */
    void signIn(Account account) {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        if (!Pattern.matches(configuration.getUserResourceWhitelistPattern(), account.id())) {
            throw new CompanyLoginRefused("您的公司账号名不能在本系统使用（只能由字母、数字和中间的 . _ - 组成）。请联系" + login.contact() + "。");
        }
        // what is taken away is taken away even if the person is not let in
        String refusal = configuration
                .getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(() -> update(context, account)));
        if (refusal != null) {
            LOG.warn("Company account {} was not let in: {}", account.id(), refusal);
            throw new CompanyLoginRefused(refusal);
        }
    }

    /** Returns why the person is not let in, or null. */
    private String update(CommandContext context, Account account) {
        oneLoginAtATime(context, account.id());
        IdentityService identity = engine.getIdentityService();
        User user = identity.createUserQuery().userId(account.id()).singleResult();
        Set<String> present =
                user == null ? Set.of() : new HashSet<>(EngineAuthenticationProvider.groups(identity, account.id()));
        Set<String> wanted = new HashSet<>();
        if (account.groups() != null) {
            account.groups().stream().map(groups::get).filter(Objects::nonNull).forEach(wanted::add);
        }
        if (present.contains(Groups.CAMUNDA_ADMIN) && !wanted.contains(Groups.CAMUNDA_ADMIN)) {
            return "系统管理员不能用公司账号登录，请使用本系统的用户名和密码。";
        }
        if (user == null && (!oidc.createUsers() || account.groups() != null && wanted.isEmpty())) {
            return oidc.createUsers()
                    ? noGroup(account)
                    : "本系统还没有您的账号（%s）。请联系%s开通。".formatted(account.id(), login.contact());
        }
        save(identity, user, account);
        if (account.groups() == null) {
            return null;
        }
        // first what is new: a task that the person may go on with is not taken away
        wanted.stream()
                .filter(group -> !present.contains(group))
                .forEach(group -> identity.createMembership(account.id(), group));
        groups.values().stream()
                .distinct()
                .filter(group -> present.contains(group) && !wanted.contains(group))
                .forEach(group -> identity.deleteMembership(account.id(), group));
        return wanted.isEmpty() ? noGroup(account) : null;
    }

    private String noGroup(Account account) {
        return "您的公司账号（%s）还没有分配到本系统的任何工作组，暂时不能使用。请联系您的主管或%s开通。".formatted(account.id(), login.contact());
    }

    private static void save(IdentityService identity, User known, Account account) {
        User user = known == null ? identity.newUser(account.id()) : known;
        String first = account.firstName() == null ? user.getFirstName() : account.firstName();
        String last = account.lastName() == null ? user.getLastName() : account.lastName();
        String mail = account.mail() == null ? user.getEmail() : account.mail();
        boolean same = known != null
                && Objects.equals(first, user.getFirstName())
                && Objects.equals(last, user.getLastName())
                && Objects.equals(mail, user.getEmail());
        if (!same) {
            user.setFirstName(first);
            user.setLastName(last);
            user.setEmail(mail);
            identity.saveUser(user);
        }
    }

    /** Until the end of the transaction: two tabs, or two nodes. */
    private static void oneLoginAtATime(CommandContext context, String user) {
        Connection connection = context.getDbSqlSession().getSqlSession().getConnection();
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_advisory_xact_lock(hashtext('aftercare.login.' || ?))")) {
            lock.setString(1, user);
            lock.execute();
        } catch (SQLException e) {
            throw new ProcessEngineException("The account could not be locked", e);
        }
    }
}
