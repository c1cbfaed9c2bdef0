package io.aftercare;

import io.aftercare.platform.EmbeddedDatabase;
import io.aftercare.platform.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** One PostgreSQL server for all tests of this JVM, with an empty database. */
@TestConfiguration(proxyBeanMethods = false)
public class TestDatabase {

    private static final Pattern UNPACKED = Pattern.compile("server-(?!unfinished)");

    private static EmbeddedDatabase server;
    private static Path directory;

    /** The server, started at the first call and stopped when every Spring context of this JVM is closed. */
    public static synchronized EmbeddedDatabase server() {
        if (server == null) {
            server = start();
            // a JVM hook would run beside Spring's and take the database away from contexts that still close
            SpringApplication.getShutdownHandlers().add(server::close);
        }
        return server;
    }

    /** The files are used again by the next run; a run beside this one takes the next directory. */
    private static EmbeddedDatabase start() {
        for (int number = 1; ; number++) {
            try {
                directory = Path.of("target", "test-database-" + number);
                if (number > 1 && !Files.exists(directory)) {
                    copyPrograms(Path.of("target", "test-database-1"), directory);
                }
                EmbeddedDatabase started = EmbeddedDatabase.start(
                        directory, Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off"));
                empty(started);
                return started;
            } catch (StartRefused e) {
                if (number == 4) {
                    throw e;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Gives a new data directory the server's programs, which would take seconds to unpack once more. */
    public static void copyPrograms(Path data) throws IOException {
        server();
        copyPrograms(directory, data);
    }

    /** Nothing, while the other is still unpacking its own. */
    private static void copyPrograms(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(path ->
                            UNPACKED.matcher(from.relativize(path).toString()).lookingAt())
                    .toList()) {
                Path copy = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    private static void empty(EmbeddedDatabase database) {
        try (Connection connection = DriverManager.getConnection(
                        database.jdbcUrl("postgres"), database.username(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE aftercare WITH (FORCE)");
            statement.execute("CREATE DATABASE aftercare");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Around the product's own choice of connections, so that what requests ask is counted as well. */
    @Bean
    static BeanPostProcessor countedCalls() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource pools ? DatabaseCalls.counted(pools) : bean;
            }
        };
    }

    /** For many statements on few rows: each is parsed and planned once, which otherwise is most of the server's work. {@link DatabaseCalls} tells what is asked. */
    @Bean
    @Primary
    DataSource dataSource() {
        EmbeddedDatabase database = server();
        return DataSourceBuilder.create()
                .url(database.jdbcUrl() + "?prepareThreshold=1&preparedStatementCacheQueries=2000"
                        + "&preparedStatementCacheSizeMiB=50&options=-c%20plan_cache_mode=force_generic_plan")
                .username(database.username())
                .password(database.password())
                .build();
    }
}
