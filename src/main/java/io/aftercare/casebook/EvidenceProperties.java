package io.aftercare.casebook;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much proof a case takes.
 *
 * @param maxFile largest photo or PDF; a larger one is answered 413
 * @param maxFiles how many a case holds
 * @param maxPoints width times height of the largest photo; a larger one is answered 413. The default is what phones of 64
 *     million points make: unpacked in a browser, 260 MB
 */
@ConfigurationProperties("aftercare.evidence")
record EvidenceProperties(
        @DefaultValue("10MB") DataSize maxFile,
        @DefaultValue("20") int maxFiles,
        @DefaultValue("65000000") long maxPoints) {}
