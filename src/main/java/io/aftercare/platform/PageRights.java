package io.aftercare.platform;

import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;

/** Lets a page say by {@code @PreAuthorize} which groups may open it; a group's authority is {@code ROLE_<group>}. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class PageRights {}
