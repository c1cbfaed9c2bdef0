package io.aftercare.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.TestDatabase;
import io.aftercare.platform.BareEngine;
import io.aftercare.platform.EmbeddedDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@DisplayName("On Camunda 7.24.0 as it is shipped a model is code")
class ShippedEngineEscapesTest {

    private static BareEngine bare;

    @BeforeAll
    static void start() throws SQLException {
        EmbeddedDatabase server = TestDatabase.server();
        bare = new BareEngine(Map.of(
                "jdbcClient",
                JdbcClient.create(new DriverManagerDataSource(
                        server.jdbcUrl("postgres"), server.username(), server.password()))));
    }

    @AfterAll
    static void stop() {
        bare.close();
    }

    @BeforeEach
    void forget() {
        Marker.forget();
    }

    static List<Escape> all() {
        return Escape.all();
    }

    @Test
    void there_are_more_than_forty_ways() {
        assertThat(Escape.all()).hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @MethodSource("all")
    void each_escape_works(Escape escape) {
        ProcessEngine engine = bare.engine();
        engine.getRepositoryService()
                .createDeployment()
                .addString(escape.name(), escape.content())
                .deploy();
        escape.run(engine);
        assertThat(escape.worked(engine)).as(escape.content()).isTrue();
    }
}
