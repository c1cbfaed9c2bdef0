package io.aftercare.platform;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits at the door.
 *
 * @param maxBody largest body of a request that is not an upload; more is answered 413
 * @param maxUpload largest multipart body (a deployment, evidence); more is answered 413
 */
@ConfigurationProperties("aftercare.web")
record WebProperties(@DefaultValue("1MB") DataSize maxBody, @DefaultValue("32MB") DataSize maxUpload) {}
