package io.aftercare.platform;

import io.aftercare.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.spin.plugin.impl.SpinProcessEnginePlugin;

/** Camunda 7.24.0 as it is shipped, on a database of its own: what our tests show our engine not to be. */
public final class BareEngine implements AutoCloseable {

    static final String NAME = "bare";

    private final ProcessEngine engine;

    /** @param beans what expressions of the engine can name */
    public BareEngine(Map<Object, Object> beans) throws SQLException {
        EmbeddedDatabase server = TestDatabase.server();
        try (Connection connection =
                        DriverManager.getConnection(server.jdbcUrl("postgres"), server.username(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists bare");
            statement.execute("create database bare");
        }
        ProcessEngineConfigurationImpl configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName(NAME);
        configuration.setJdbcDriver("org.postgresql.Driver");
        configuration.setJdbcUrl(server.jdbcUrl("bare"));
        configuration.setJdbcUsername(server.username());
        configuration.setJdbcPassword(server.password());
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setMetricsEnabled(false);
        configuration.setBeans(beans);
        configuration.getProcessEnginePlugins().add(new SpinProcessEnginePlugin());
        engine = configuration.buildProcessEngine();
    }

    public ProcessEngine engine() {
        return engine;
    }

    @Override
    public void close() {
        engine.close();
    }
}
