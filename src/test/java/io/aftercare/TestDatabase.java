package io.aftercare;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** One PostgreSQL server for all tests of this JVM, empty at its start. */
@TestConfiguration(proxyBeanMethods = false)
public class TestDatabase {

    private static EmbeddedPostgres server;

    /** The server, started at the first call and stopped with the JVM. */
    public static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                server = EmbeddedPostgres.builder()
                        .setServerConfig("jit", "off")
                        .setServerConfig("fsync", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return server;
    }

    @Bean
    @Primary
    DataSource dataSource() {
        return DataSourceBuilder.create()
                .url(server().getJdbcUrl("postgres", "postgres"))
                .username("postgres")
                .build();
    }
}
