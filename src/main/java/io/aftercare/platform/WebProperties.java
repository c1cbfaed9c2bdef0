package io.aftercare.platform;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits at the door.
 *
 * @param maxBody largest body of a request that is not an upload; more is answered 413
 * @param maxUpload largest multipart body (a deployment, evidence); more is answered 413
 * @param trustedProxies addresses and networks (CIDR) whose {@code X-Forwarded-*} is believed; empty for nobody's
 */
@ConfigurationProperties("aftercare.web")
record WebProperties(
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue("32MB") DataSize maxUpload,
        @DefaultValue List<String> trustedProxies) {}
