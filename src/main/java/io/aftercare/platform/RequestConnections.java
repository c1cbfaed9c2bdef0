package io.aftercare.platform;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.stereotype.Component;

/**
 * Gives web requests connections of a pool of their own, so that however many and slow they are, jobs find one in the other.
 * In it PostgreSQL itself stops a statement after {@code aftercare.queries.longest} ({@code statement_timeout}), whichever
 * code sent it.
 */
@Component
class RequestConnections implements BeanPostProcessor, Ordered, DisposableBean {

    private final ObjectProvider<QueryProperties> limits;
    private HikariDataSource pool;

    RequestConnections(ObjectProvider<QueryProperties> limits) {
        this.limits = limits;
    }

    /** After {@link DatabasePreflight}, which asks the pool where the database is. */
    @Override
    public int getOrder() {
        return 1;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        try {
            return bean instanceof DataSource all && all.isWrapperFor(HikariDataSource.class) ? divided(all) : bean;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private DataSource divided(DataSource all) throws SQLException {
        pool = forRequests(all.unwrap(HikariDataSource.class), limits.getObject());
        AbstractRoutingDataSource divided = new AbstractRoutingDataSource() {
            @Override
            protected Object determineCurrentLookupKey() {
                return TimeLimit.applies();
            }
        };
        divided.setTargetDataSources(Map.of(true, pool));
        divided.setDefaultTargetDataSource(all);
        divided.afterPropertiesSet();
        return divided;
    }

    private static HikariDataSource forRequests(HikariDataSource all, QueryProperties limits) {
        HikariDataSource pool = new HikariDataSource();
        all.copyStateTo(pool);
        pool.setPoolName("requests");
        pool.setMaximumPoolSize(limits.connections());
        pool.setMinimumIdle(Math.min(2, limits.connections()));
        pool.setConnectionTimeout(limits.connectionWait().toMillis());
        String first = all.getConnectionInitSql() == null ? "" : all.getConnectionInitSql() + ";";
        pool.setConnectionInitSql(
                first + "SET statement_timeout = " + limits.longest().toMillis());
        return pool;
    }

    @Override
    public void destroy() {
        if (pool != null) {
            pool.close();
        }
    }
}
