package io.aftercare.platform;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom a company's login (OpenID Connect) makes somebody here. The provider itself is configured as {@code
 * spring.security.oauth2.client.registration.*}.
 *
 * @param userClaim claim with the user id. One that people cannot change and that is never given to somebody else
 * @param groupsClaim claim with the groups, a name or a list of names; a dot leads into an object ({@code
 *     realm_access.roles}). Empty if groups are given here and not by the provider
 * @param groups group of the provider to group of ours. A group of {@code aftercare.access.groups} that has the same name
 *     there needs no entry, except {@code camunda-admin}
 * @param createUsers whether somebody who is not known here yet is made known at the first login
 */
@ConfigurationProperties("aftercare.oidc")
record OidcProperties(
        @DefaultValue("preferred_username") String userClaim,
        @DefaultValue("groups") String groupsClaim,
        @DefaultValue Map<String, String> groups,
        @DefaultValue("true") boolean createUsers) {}
