package io.aftercare.platform;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much people may ask for at once. Jobs and deployments are not limited; exports are few at a
 * time, see {@link TimeLimit#liftForFew}.
 *
 * @param page most rows of one answer of the engine; more are fetched page by page
 * @param conditions most conditions on variables of one query, its alternatives ({@code orQueries}) included
 * @param values most values in all lists of one query
 * @param alternatives most groups of alternatives ({@code orQueries}) of one query
 * @param orderings most fields that one query sorts by
 * @param longest after which the database stops a statement
 * @param connections most connections to the database that requests hold at a time; all other work has a pool of its own,
 *     {@code spring.datasource.hikari}
 * @param connectionWait how long a request waits for a connection
 */
@ConfigurationProperties("aftercare.queries")
record QueryProperties(
        @DefaultValue("1000") int page,
        @DefaultValue("20") int conditions,
        @DefaultValue("1000") int values,
        @DefaultValue("10") int alternatives,
        @DefaultValue("6") int orderings,
        @DefaultValue("15s") Duration longest,
        @DefaultValue("20") int connections,
        @DefaultValue("10s") Duration connectionWait) {}
