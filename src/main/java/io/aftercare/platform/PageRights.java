package io.aftercare.platform;

import java.util.Set;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Lets a page say by {@code @PreAuthorize} which groups may open it; a group's authority is {@code ROLE_<group>}. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
public class PageRights {

    private static final String GROUP = "ROLE_";

    PageRights() {}

    /** Whether whoever is logged in belongs to one of the groups. */
    public static boolean anyOf(Set<String> groups) {
        Authentication person = SecurityContextHolder.getContext().getAuthentication();
        return person != null
                && person.getAuthorities().stream()
                        .anyMatch(right -> right.getAuthority().startsWith(GROUP)
                                && groups.contains(right.getAuthority().substring(GROUP.length())));
    }
}
