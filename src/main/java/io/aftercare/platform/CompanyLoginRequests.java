package io.aftercare.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.platform.SealedCookies.SealedCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.security.jackson2.SecurityJackson2Modules;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;

/** What the company's answer has to fit (state, nonce, PKCE), kept by the browser that was sent there. */
class CompanyLoginRequests implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModules(SecurityJackson2Modules.getModules(CompanyLoginRequests.class.getClassLoader()));

    private final SealedCookie sent;

    CompanyLoginRequests(SealedCookies cookies) {
        sent = cookies.named("AFTERCARE_COMPANY", "/login/oauth2", Duration.ofMinutes(10));
    }

    @Override
    public OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        String json = sent.read(request);
        if (json == null) {
            return null;
        }
        try {
            OAuth2AuthorizationRequest asked = JSON.readValue(json, OAuth2AuthorizationRequest.class);
            return asked.getState().equals(request.getParameter(OAuth2ParameterNames.STATE)) ? asked : null;
        } catch (JsonProcessingException ofAnotherVersion) {
            return null;
        }
    }

    @Override
    public void saveAuthorizationRequest(
            OAuth2AuthorizationRequest asked, HttpServletRequest request, HttpServletResponse response) {
        try {
            sent.write(JSON.writeValueAsString(asked), request, response);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Spring Security writes its own classes", e);
        }
    }

    @Override
    public OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        OAuth2AuthorizationRequest asked = loadAuthorizationRequest(request);
        sent.remove(request, response);
        return asked;
    }
}
