package io.aftercare.platform;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who gets in, and how. People log in once, on our page, with a password or a company account; Camunda's web applications
 * take that login and keep their own CSRF protection and content security policy. Programs send their name and password
 * with each request (HTTP Basic), to the REST addresses only.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private static final RequestMatcher REST =
            new OrRequestMatcher(paths("/engine-rest/**", "/api/**", "/actuator/**"));

    private static final RequestMatcher SETUP = path("/camunda/api/admin/setup/**");

    private static final RequestMatcher WEBAPP_LOGIN = path("/camunda/api/admin/auth/user/*/login/**");

    /** Camunda's {@code POST /identity/verify} tells whether a password is somebody's, as often as it is asked. */
    private static final RequestMatcher VERIFY = request ->
            (request.getServletPath() + Objects.toString(request.getPathInfo(), "")).matches(".*/identity/verify/*");

    private static final RequestMatcher WEBAPP_LOGOUT =
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/camunda/api/admin/auth/user/*/logout");

    private static final RequestMatcher LOGIN = path("/login");

    private static final RequestMatcher LOGIN_OR_LOGOUT = new OrRequestMatcher(LOGIN, path("/logout"));

    /** Fetch Metadata Request Headers: what no page can set. Browsers send it by https and on this machine only. */
    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private static RequestMatcher path(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }

    private static RequestMatcher[] paths(String... patterns) {
        return Stream.of(patterns).map(SecurityConfiguration::path).toArray(RequestMatcher[]::new);
    }

    private final LoginEntryPoint pageEntry;
    private final LoginEntryPoint webappEntry;

    SecurityConfiguration(SealedCookies cookies) {
        pageEntry = new LoginEntryPoint(REST, cookies);
        webappEntry = new LoginEntryPoint(path("/camunda/api/**"), cookies);
    }

    /** Who is not let in here has no page of Camunda's either, but for its public scripts and pictures. */
    @Bean
    @Order(1)
    SecurityFilterChain camundaWebApplications(HttpSecurity http, LoginFilter logins, LogoutSuccessHandler signedOut)
            throws Exception {
        return http.securityMatcher(new OrRequestMatcher(paths("/camunda", "/camunda/**")))
                // CVE-2026-77226: an administrator could be made here without logging in while there is none
                .authorizeHttpRequests(requests -> requests.requestMatchers(SETUP, WEBAPP_LOGIN, VERIFY)
                        .denyAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(errors -> errors.authenticationEntryPoint((request, response, e) -> {
                            if (!refuse(request, response)) {
                                webappEntry.commence(request, response, e);
                            }
                        })
                        .accessDeniedHandler((request, response, e) -> {
                            if (!refuse(request, response)) {
                                response.sendError(403);
                            }
                        }))
                // the web applications' own buttons; with a wrong token Camunda's filter answers
                .logout(logout -> logout.logoutRequestMatcher(SecurityConfiguration::isWebappLogout)
                        .logoutSuccessHandler((request, response, leaving) -> {
                            signedOut.onLogoutSuccess(request, response, leaving);
                            response.setStatus(204);
                        }))
                .csrf(csrf -> csrf.disable())
                .headers(headers -> headers.disable())
                .requestCache(cache -> cache.requestCache(webappEntry.requestCache()))
                .sessionManagement(session -> session.disable())
                .addFilterAfter(logins, SecurityContextHolderFilter.class)
                .build();
    }

    private static boolean refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (SETUP.matches(request)) {
            Problem.of(404, "没有这个地址。").write(response);
        } else if (WEBAPP_LOGIN.matches(request) || VERIFY.matches(request)) {
            Problem.of(403, "这里不再接受密码，请在登录页 /login 登录。").write(response);
        } else {
            return false;
        }
        return true;
    }

    private static boolean isWebappLogout(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Object token = session == null ? null : session.getAttribute(CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME);
        return WEBAPP_LOGOUT.matches(request)
                && token != null
                && token.equals(request.getHeader(CsrfConstants.CSRF_TOKEN_HEADER_NAME));
    }

    @Bean
    @Order(2)
    SecurityFilterChain pagesAndRest(
            HttpSecurity http,
            IdentityService identity,
            LoginFilter logins,
            LoginSessions sessions,
            LoginFailures failures,
            LoginProperties settings,
            LogoutSuccessHandler signedOut,
            ObjectProvider<CompanyLogin> company)
            throws Exception {
        CompanyLogin companyLogin = company.getIfAvailable();
        if (companyLogin != null) {
            http.oauth2Login(login -> {
                login.loginPage("/login").failureHandler(failures);
                companyLogin.configure(login);
            });
        }
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                paths("/", "/login", "/error", "/css/**", "/js/**", "/favicon.ico", "/actuator/health"))
                        .permitAll()
                        .requestMatchers(VERIFY)
                        .denyAll()
                        .requestMatchers(path("/actuator/**"))
                        .hasRole(Groups.CAMUNDA_ADMIN)
                        .anyRequest()
                        .authenticated())
                .formLogin(form ->
                        form.loginPage("/login").failureHandler(failures).authenticationDetailsSource(LoginPlace::of))
                .httpBasic(basic -> basic.authenticationEntryPoint(LoginEntryPoint::refuse)
                        .authenticationDetailsSource(LoginPlace::of))
                .logout(logout -> logout.logoutSuccessHandler((request, response, leaving) -> {
                    signedOut.onLogoutSuccess(request, response, leaving);
                    response.sendRedirect(request.getContextPath() + "/login?logout");
                }))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(pageEntry).accessDeniedHandler(accessDenied()))
                .csrf(csrf -> csrf.csrfTokenRepository(new CsrfTokens(settings))
                        .csrfTokenRequestHandler(new CsrfTokenHandler())
                        .requireCsrfProtectionMatcher(SecurityConfiguration::needsCsrfToken))
                .requestCache(cache -> cache.requestCache(pageEntry.requestCache()))
                .sessionManagement(session -> session.sessionAuthenticationStrategy(sessions))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .httpStrictTransportSecurity(Customizer.withDefaults()))
                .addFilterAfter(logins, SecurityContextHolderFilter.class)
                .addFilterAfter(new EngineAuthenticationFilter(identity), AuthorizationFilter.class)
                .build();
    }

    @Bean
    LoginFilter loginFilter(IdentityService identity, LoginProperties login, Clock clock) {
        return new LoginFilter(identity, login, clock);
    }

    /** It stands in both chains and nowhere else. */
    @Bean
    FilterRegistrationBean<LoginFilter> loginFilterInTheChainsOnly(LoginFilter logins) {
        FilterRegistrationBean<LoginFilter> registration = new FilterRegistrationBean<>(logins);
        registration.setEnabled(false);
        return registration;
    }

    /** Notes for the login page that somebody has gone, and where the company's login is left. */
    @Bean
    LogoutSuccessHandler signedOut(ObjectProvider<CompanyLogin> company) {
        return (request, response, leaving) -> {
            if (leaving == null) {
                return; // nobody has gone, and strangers leave nothing here
            }
            CompanyLogin companyLogin = company.getIfAvailable();
            SignedOut.note(
                    request, companyLogin == null ? null : companyLogin.logoutAddress(request, response, leaving));
        };
    }

    /** Behind our login, in front of the web applications' own filters, which find the login made. */
    @Bean
    FilterRegistrationBean<Filter> webappAuthenticationFilter() {
        return filter(new WebappAuthenticationFilter(), -60, "/camunda/app/*", "/camunda/api/*");
    }

    /**
     * Programs send a password or nothing, no session, and need no token; a browser that another site makes send a password
     * is no program. A login page may stand open for longer than its token is kept: the browser's word that it comes from us
     * is enough there.
     */
    private static boolean needsCsrfToken(HttpServletRequest request) {
        if (READING.contains(request.getMethod())
                || (LOGIN.matches(request) && "same-origin".equals(request.getHeader(FETCH_SITE)))) {
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
        return request.getHeader(FETCH_SITE) != null;
    }

    private static AccessDeniedHandler accessDenied() {
        return (request, response, e) -> {
            if (e instanceof CsrfException && LOGIN_OR_LOGOUT.matches(request)) {
                response.sendRedirect(request.getContextPath() + "/login?expired"); // the page was open for too long
            } else if (refuse(request, response)) {
                return;
            } else if (isRest(request)) {
                Problem.of(403, "您没有权限做这一步。如果工作需要，请联系主管或系统管理员。").write(response);
            } else {
                response.sendError(403);
            }
        };
    }

    /** In front of everything that asks the database for a request. */
    @Bean
    FilterRegistrationBean<Filter> timeLimitFilter() {
        return filter(
                (request, response, chain) -> {
                    TimeLimit.begin();
                    try {
                        chain.doFilter(request, response);
                    } finally {
                        TimeLimit.end();
                    }
                },
                Ordered.HIGHEST_PRECEDENCE + 50,
                "/*");
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

    /** In front of the login, which looks for names, passwords and tokens in forms of any kind. */
    @Bean
    FilterRegistrationBean<Filter> uploadAddressFilter(UploadGate uploads) {
        return filter(uploads::front, Ordered.HIGHEST_PRECEDENCE + 110, "/*");
    }

    @Bean
    FilterRegistrationBean<Filter> uploadFilter(UploadGate uploads) {
        return filter(uploads::behindLogin, -55, "/*");
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
