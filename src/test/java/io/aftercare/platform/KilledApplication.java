package io.aftercare.platform;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;

/** An application that writes something, says so, and waits to be killed. */
final class KilledApplication {

    static final String WRITTEN = "written";

    private KilledApplication() {}

    public static void main(String[] args) throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(args[0]), Map.of());
        Connection connection =
                DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT '商品破损'::text AS text");
        }
        System.out.println(WRITTEN);
        Thread.sleep(60_000);
    }
}
