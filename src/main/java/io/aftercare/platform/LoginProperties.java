package io.aftercare.platform;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people log in. How long a login lasts without a click is {@code server.servlet.session.timeout}.
 *
 * @param longest after which everybody logs in again, however busy
 * @param secureCookies whether browsers send the cookies over HTTPS only
 * @param contact whom somebody asks who is not let in, as it stands in a Chinese sentence: a name, a telephone number
 */
@ConfigurationProperties("aftercare.login")
record LoginProperties(
        @DefaultValue("10h") Duration longest,
        @DefaultValue("false") boolean secureCookies,
        @DefaultValue("系统管理员") String contact) {}
