package io.aftercare.platform;

import java.util.ArrayList;
import org.springframework.boot.autoconfigure.security.oauth2.client.ClientsConfiguredCondition;
import org.springframework.boot.autoconfigure.security.oauth2.client.OAuth2ClientProperties;
import org.springframework.boot.autoconfigure.security.oauth2.client.OAuth2ClientPropertiesMapper;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;

/** The company's login; nothing of it is there without {@code spring.security.oauth2.client.registration.*}. */
@Configuration(proxyBeanMethods = false)
@Conditional(ClientsConfiguredCondition.class)
@EnableConfigurationProperties(OAuth2ClientProperties.class)
class CompanyLoginConfiguration {

    /** Asks the provider for its addresses at the first login: a provider that is down keeps nothing from starting. */
    @Bean
    ClientRegistrationRepository clientRegistrations(OAuth2ClientProperties properties) {
        return new SupplierClientRegistrationRepository(() ->
                new InMemoryClientRegistrationRepository(new ArrayList<>(new OAuth2ClientPropertiesMapper(properties)
                        .asClientRegistrations()
                        .values())));
    }

    @Bean
    CompanyLogin companyLogin(
            OAuth2ClientProperties properties,
            ClientRegistrationRepository registrations,
            OidcProperties oidc,
            LoginProperties login,
            CompanyAccounts accounts,
            SealedCookies cookies) {
        return new CompanyLogin(properties, registrations, oidc, login, accounts, cookies);
    }
}
