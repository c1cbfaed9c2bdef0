package io.aftercare.customer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often one person may check identities in a day, so that contacts are not collected by checking (P1). Who reaches a limit is
 * named to the supervisors.
 *
 * @param other cases that are opened by 其他方式, where nothing is compared, or by an order number that stands on the page of a case
 * @param cases cases that are opened in whatever way
 * @param failed wrong answers, over all cases
 */
@ConfigurationProperties("aftercare.identity")
record IdentityProperties(
        @DefaultValue("5") int other, @DefaultValue("100") int cases, @DefaultValue("15") int failed) {}
