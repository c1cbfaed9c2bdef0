package io.aftercare.casebook;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much proof a case takes.
 *
 * @param maxFile largest photo or PDF; a larger one is answered 413
 * @param maxFiles how many a case holds
 */
@ConfigurationProperties("aftercare.evidence")
record EvidenceProperties(@DefaultValue("10MB") DataSize maxFile, @DefaultValue("20") int maxFiles) {}
