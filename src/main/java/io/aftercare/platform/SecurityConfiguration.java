package io.aftercare.platform;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who gets in, and how. Camunda's web applications keep their own login, CSRF protection and content security policy; all
 * other addresses are guarded here: programs send their name and password with each request (HTTP Basic), people log in on
 * a page.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private static final RequestMatcher REST =
            new OrRequestMatcher(paths("/engine-rest/**", "/api/**", "/actuator/**"));

    private static RequestMatcher path(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }

    private static RequestMatcher[] paths(String... patterns) {
        return Stream.of(patterns).map(SecurityConfiguration::path).toArray(RequestMatcher[]::new);
    }

    @Bean
    @Order(1)
    SecurityFilterChain camundaWebApplications(HttpSecurity http) throws Exception {
        return http.securityMatcher(new OrRequestMatcher(paths("/camunda", "/camunda/**")))
                // CVE-2026-77226: an administrator could be made here without logging in while there is none
                .authorizeHttpRequests(requests -> requests.requestMatchers(path("/camunda/api/admin/setup/**"))
                        .denyAll()
                        .anyRequest()
                        .permitAll())
                .exceptionHandling(errors -> errors.authenticationEntryPoint((request, response, e) ->
                                Problem.of(404, "没有这个地址。").write(response))
                        .accessDeniedHandler((request, response, e) ->
                                Problem.of(404, "没有这个地址。").write(response)))
                .csrf(csrf -> csrf.disable())
                .headers(headers -> headers.disable())
                .requestCache(cache -> cache.disable())
                .securityContext(context -> context.disable())
                .sessionManagement(session -> session.disable())
                .logout(logout -> logout.disable())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pagesAndRest(HttpSecurity http, IdentityService identity) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                paths("/", "/login", "/error", "/css/**", "/favicon.ico", "/actuator/health"))
                        .permitAll()
                        .requestMatchers(path("/actuator/**"))
                        .hasRole(Groups.CAMUNDA_ADMIN)
                        .anyRequest()
                        .authenticated())
                .formLogin(form -> form.loginPage("/login"))
                .httpBasic(basic -> basic.authenticationEntryPoint(askForLogin()))
                .logout(logout -> logout.logoutSuccessUrl("/login?logout"))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(entryPoint()).accessDeniedHandler(accessDenied()))
                .csrf(csrf -> csrf.requireCsrfProtectionMatcher(SecurityConfiguration::needsCsrfToken))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .httpStrictTransportSecurity(Customizer.withDefaults()))
                .addFilterAfter(new EngineAuthenticationFilter(identity), AuthorizationFilter.class)
                .build();
    }

    /**
     * Programs send a password or nothing, no session, and need no token; a browser that another site makes send a password
     * is no program.
     */
    private static boolean needsCsrfToken(HttpServletRequest request) {
        if (READING.contains(request.getMethod())) {
            return false;
        }
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        boolean basic = authorization != null && authorization.regionMatches(true, 0, "Basic ", 0, 6);
        boolean noSession = request.getRequestedSessionId() == null;
        return !((basic || noSession) && isRest(request) && !isFromBrowser(request));
    }

    private static boolean isRest(HttpServletRequest request) {
        return REST.matches(request);
    }

    private static boolean isFromBrowser(HttpServletRequest request) {
        return request.getHeader("Sec-Fetch-Site") != null;
    }

    private static AuthenticationEntryPoint entryPoint() {
        AuthenticationEntryPoint page = new LoginUrlAuthenticationEntryPoint("/login");
        AuthenticationEntryPoint rest = askForLogin();
        return (request, response, e) -> (isRest(request) ? rest : page).commence(request, response, e);
    }

    private static AuthenticationEntryPoint askForLogin() {
        return (request, response, e) -> {
            if (!isFromBrowser(request)) { // which would show a window of its own and keep the password
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Aftercare\", charset=\"UTF-8\"");
            }
            boolean sent = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
            Problem.of(401, sent ? "用户名或密码不对；多次输错后账号会暂时锁定，请稍后再试。" : "请先登录。").write(response);
        };
    }

    private static AccessDeniedHandler accessDenied() {
        return (request, response, e) -> {
            if (isRest(request)) {
                Problem.of(403, "您没有权限做这一步。如果工作需要，请联系主管或系统管理员。").write(response);
            } else {
                response.sendError(403);
            }
        };
    }

    /** Outermost, so that the answers of all filters behind it have one form. */
    @Bean
    FilterRegistrationBean<Filter> problemFilter(EngineProblems problems) {
        return filter(
                new ProblemFilter(problems),
                Ordered.HIGHEST_PRECEDENCE + 100,
                "/engine-rest/*",
                "/camunda/api/*",
                "/api/*");
    }

    /** Behind the login of our own addresses: strangers are not read. */
    @Bean
    FilterRegistrationBean<Filter> requestGuardFilter(WebProperties limits) {
        return filter(new RequestGuardFilter(limits), -50, "/engine-rest/*", "/camunda/api/*", "/api/*");
    }

    private static FilterRegistrationBean<Filter> filter(Filter filter, int order, String... paths) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        registration.addUrlPatterns(paths);
        return registration;
    }
}
