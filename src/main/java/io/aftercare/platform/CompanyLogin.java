package io.aftercare.platform;

import io.aftercare.platform.CompanyAccounts.Account;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.security.oauth2.client.OAuth2ClientProperties;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Login with a company account, by OpenID Connect with PKCE, and the way out of it. */
class CompanyLogin {

    private static final Logger LOG = LoggerFactory.getLogger(CompanyLogin.class);

    private static final String AUTHORIZATION =
            OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI;

    private final OAuth2ClientProperties properties;
    private final ClientRegistrationRepository registrations;
    private final OidcProperties oidc;
    private final LoginProperties login;
    private final CompanyAccounts accounts;
    private final CompanyLoginRequests sent;
    private final OidcUserService users = new OidcUserService();
    private final ProviderLogout logout;

    CompanyLogin(
            OAuth2ClientProperties properties,
            ClientRegistrationRepository registrations,
            OidcProperties oidc,
            LoginProperties login,
            CompanyAccounts accounts,
            SealedCookies cookies) {
        this.properties = properties;
        this.registrations = registrations;
        this.oidc = oidc;
        this.login = login;
        this.accounts = accounts;
        this.sent = new CompanyLoginRequests(cookies);
        this.logout = new ProviderLogout(registrations);
    }

    /** A link on the login page. */
    record Button(String text, String href) {}

    List<Button> buttons() {
        boolean one = properties.getRegistration().size() == 1;
        return properties.getRegistration().entrySet().stream()
                .map(entry -> {
                    String name = entry.getValue().getClientName();
                    return new Button(
                            one ? "使用公司账号登录" : "使用%s账号登录".formatted(name == null ? entry.getKey() : name),
                            AUTHORIZATION + "/" + entry.getKey());
                })
                .toList();
    }

    void configure(OAuth2LoginConfigurer<HttpSecurity> configurer) {
        DefaultOAuth2AuthorizationRequestResolver requests =
                new DefaultOAuth2AuthorizationRequestResolver(registrations, AUTHORIZATION);
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        configurer
                .authorizedClientRepository(new NoTokens())
                .authorizationEndpoint(endpoint ->
                        endpoint.authorizationRequestResolver(requests).authorizationRequestRepository(sent))
                .userInfoEndpoint(
                        endpoint -> endpoint.oidcUserService(this::signIn).userService(request -> {
                            LOG.error(
                                    "Registration {} has no scope openid: nobody can log in with it",
                                    request.getClientRegistration().getRegistrationId());
                            throw new CompanyLoginRefused("公司账号登录没有配置好。请联系" + login.contact() + "。");
                        }));
    }

    private OidcUser signIn(OidcUserRequest request) {
        OidcUser user = users.loadUser(request);
        Map<String, Object> claims = user.getClaims();
        if (!(claims.get(oidc.userClaim()) instanceof String id) || id.isBlank()) {
            LOG.error("The provider sends no claim {}: nobody can log in", oidc.userClaim());
            throw new CompanyLoginRefused("公司账号里没有用户名。请联系" + login.contact() + "。");
        }
        String last = user.getFamilyName();
        accounts.signIn(new Account(
                id,
                last == null ? null : user.getGivenName(),
                last == null ? user.getFullName() : last,
                Boolean.FALSE.equals(user.getEmailVerified()) ? null : user.getEmail(),
                groups(claims)));
        return new DefaultOidcUser(List.of(), user.getIdToken(), user.getUserInfo(), oidc.userClaim());
    }

    private Set<String> groups(Map<String, Object> claims) {
        if (oidc.groupsClaim().isBlank()) {
            return null;
        }
        Object value = claims.get(oidc.groupsClaim());
        if (value == null) {
            value = claims;
            for (String part : oidc.groupsClaim().split("\\.")) {
                value = value instanceof Map<?, ?> object ? object.get(part) : null;
            }
        }
        if (value == null) {
            // taking everybody out of all groups would be the wrong answer to a mistake in the provider's configuration
            LOG.error("The provider sends no claim {}", oidc.groupsClaim());
            throw new CompanyLoginRefused("公司账号里没有工作组信息，暂时不能使用。请联系" + login.contact() + "。");
        }
        Stream<?> names = value instanceof Collection<?> list ? list.stream() : Stream.of(value);
        return names.map(String::valueOf).collect(Collectors.toSet());
    }

    /** Where the browser leaves the company's login; null if somebody came in with a password or the provider has no such place. */
    String logoutAddress(HttpServletRequest request, HttpServletResponse response, Authentication leaving) {
        return logout.address(request, response, leaving);
    }

    /** Nobody here asks the company for anything after the login. */
    private static final class NoTokens implements OAuth2AuthorizedClientRepository {

        @Override
        public <T extends OAuth2AuthorizedClient> T loadAuthorizedClient(
                String registration, Authentication who, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication who,
                HttpServletRequest request,
                HttpServletResponse response) {
            // the tokens are thrown away
        }

        @Override
        public void removeAuthorizedClient(
                String registration, Authentication who, HttpServletRequest request, HttpServletResponse response) {
            // there is none
        }
    }

    private static final class ProviderLogout extends OidcClientInitiatedLogoutSuccessHandler {

        ProviderLogout(ClientRegistrationRepository registrations) {
            super(registrations);
            setPostLogoutRedirectUri("{baseUrl}/login?logout");
            setDefaultTargetUrl("/");
        }

        String address(HttpServletRequest request, HttpServletResponse response, Authentication leaving) {
            String target = determineTargetUrl(request, response, leaving);
            return target.startsWith("http") ? target : null;
        }
    }
}
