package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.AftercareApplication;
import io.aftercare.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Embedded PostgreSQL and starts that go wrong")
class EmbeddedDatabaseTest {

    @TempDir
    static Path shared;

    @TempDir
    Path own;

    private static EmbeddedDatabase running;
    private static ServerSocket taken;
    private static CompletableFuture<Ended> secondOnTheDirectory;
    private static CompletableFuture<Ended> wrongPassword;
    private static CompletableFuture<Ended> takenPort;
    private static CompletableFuture<Ended> noPort;

    @BeforeAll
    static void start() throws Exception {
        TestDatabase.copyPrograms(shared.resolve("data"));
        running = EmbeddedDatabase.start(shared.resolve("data"), Map.of());
        TestDatabase.copyPrograms(stopped());
        // all at once: most of their time is the virtual machine's
        secondOnTheDirectory = later("--aftercare.data-directory=" + shared.resolve("data"), "--server.port=0");
        wrongPassword = later(
                "--spring.datasource.url=" + running.jdbcUrl(),
                "--spring.datasource.username=aftercare",
                "--spring.datasource.password=guessed",
                "--server.port=0");
        taken = new ServerSocket(0);
        takenPort = later(
                "--spring.datasource.url=" + running.jdbcUrl(),
                "--spring.datasource.username=" + running.username(),
                "--spring.datasource.password=" + running.password(),
                "--server.port=" + taken.getLocalPort());
        noPort = later("--server.port=abc");
    }

    private static CompletableFuture<Ended> later(String... arguments) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return aftercare(arguments);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** A second directory, whose server is stopped when a test begins and when it ends. */
    private static Path stopped() {
        return shared.resolve("stopped");
    }

    @AfterAll
    static void stop() throws IOException {
        taken.close();
        running.close();
    }

    @Test
    void after_a_kill_the_next_start_stops_the_orphan_and_nothing_is_lost() throws Exception {
        Path data = stopped();
        Process application = java(KilledApplication.class, data.toString());
        try (BufferedReader output = application.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.lines().anyMatch(KilledApplication.WRITTEN::equals))
                    .isTrue();
            application.destroyForcibly().waitFor();
        }
        ProcessHandle orphan = ProcessHandle.of(postmaster(data)).orElseThrow();
        assertThat(orphan.isAlive()).isTrue();

        try (EmbeddedDatabase database = EmbeddedDatabase.start(data, Map.of())) {
            orphan.onExit().get(10, TimeUnit.SECONDS);
            assertThat(query(database, "SELECT text FROM kept")).isEqualTo("商品破损");
        }
        assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void a_process_number_that_another_program_has_by_now_is_left_alone() throws Exception {
        Path data = stopped();
        EmbeddedDatabase.start(data, Map.of()).close();
        Process bystander = new ProcessBuilder("sleep", "60").start();
        Files.writeString(data.resolve("postgres/postmaster.pid"), bystander.pid() + "\n" + data + "\n1\n5432\n\n\n");

        EmbeddedDatabase.start(data, Map.of()).close();

        assertThat(bystander.isAlive()).isTrue();
        bystander.destroy();
    }

    @Test
    void another_servers_process_number_is_not_taken_for_ours() throws Exception {
        Path data = stopped();
        EmbeddedDatabase.start(data, Map.of()).close();
        Files.copy(shared.resolve("data/postgres/postmaster.pid"), data.resolve("postgres/postmaster.pid"));

        EmbeddedDatabase.start(data, Map.of()).close();

        assertThat(query(running, "SELECT 'alive'")).isEqualTo("alive");
    }

    @Test
    void a_second_application_on_the_directory_ends_with_one_line() throws Exception {
        assertThat(secondOnTheDirectory.get().failure())
                .contains("正被另一个 Aftercare（进程 " + ProcessHandle.current().pid() + "）使用", "is in use");
    }

    @Test
    void a_wrong_password_ends_with_one_line() throws Exception {
        assertThat(wrongPassword.get().failure()).contains("拒绝用户 aftercare 登录").doesNotContain("guessed");
    }

    @Test
    void a_taken_port_ends_with_one_line() throws Exception {
        assertThat(takenPort.get().failure()).contains("端口 " + taken.getLocalPort() + " 已被其他程序占用");
    }

    @Test
    void a_port_that_is_no_number_ends_with_one_line() throws Exception {
        assertThat(noPort.get().failure())
                .contains("启动失败：设置 server.port 的值“abc”无效，请改正后再启动。")
                .doesNotContain("Failed to convert");
    }

    @Test
    void a_missing_password_is_asked_for() {
        for (String password : new String[] {null, ""}) {
            assertThatThrownBy(() -> DatabasePreflight.check(running.jdbcUrl(), running.username(), password))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("spring.datasource.username 和 spring.datasource.password")
                    .hasMessageNotContaining("是否已启动");
        }
    }

    @Test
    void an_unreachable_database_is_named_without_its_parameters() {
        assertThatThrownBy(() -> DatabasePreflight.check(
                        "jdbc:postgresql://127.0.0.1:1/aftercare?password=secret", "a", "secret"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("连接不上数据库 jdbc:postgresql://127.0.0.1:1/aftercare（")
                .hasMessageNotContaining("secret");
    }

    @Test
    void a_missing_database_is_named() {
        assertThatThrownBy(() ->
                        DatabasePreflight.check(running.jdbcUrl("missing"), running.username(), running.password()))
                .hasMessageContaining("没有数据库");
    }

    @Test
    void a_data_directory_that_is_a_file_is_refused() throws IOException {
        Path file = Files.writeString(own.resolve("data"), "not mine");

        assertThatThrownBy(() -> EmbeddedDatabase.start(file, Map.of()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("无法使用（FileSystem: not a directory）");
        assertThat(file).hasContent("not mine");
    }

    @Test
    void a_data_directory_that_cannot_be_written_is_refused() {
        // the one place where even root may write nothing
        assertThatThrownBy(() -> EmbeddedDatabase.start(Path.of("/proc/aftercare"), Map.of()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("数据目录 /proc/aftercare 无法使用");
        assertThatThrownBy(() -> EmbeddedDatabase.start(Path.of("/proc"), Map.of()))
                .isInstanceOf(StartRefused.class);
    }

    @Test
    void a_setting_that_the_server_refuses_is_quoted_and_frees_the_directory() {
        Path data = stopped();

        assertThatThrownBy(() -> EmbeddedDatabase.start(data, Map.of("shared_buffers", "much")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("shared_buffers");
        EmbeddedDatabase.start(data, Map.of()).close();
    }

    @Test
    void other_users_of_the_machine_need_the_password() throws Exception {
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(shared.resolve("data/postgres.password"))))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> DriverManager.getConnection(running.jdbcUrl(), running.username(), ""))
                .isInstanceOf(SQLException.class);
        assertThat(query(running, "SELECT substr(rolpassword, 1, 14) FROM pg_authid WHERE rolpassword IS NOT NULL"))
                .isEqualTo("SCRAM-SHA-256$");
        assertThat(query(running, "SELECT current_setting('listen_addresses')")).isEqualTo("127.0.0.1");
        assertThat(query(running, "SELECT current_setting('unix_socket_directories')"))
                .isEmpty();
    }

    @Test
    void the_database_is_unicode_on_every_machine_and_compiles_no_plans() throws Exception {
        assertThat(query(
                        running,
                        "SELECT concat_ws(' ', pg_encoding_to_char(encoding), datlocprovider, datlocale,"
                                + " current_setting('jit')) FROM pg_database WHERE datname = 'aftercare'"))
                .isEqualTo("UTF8 b C.UTF-8 off");
    }

    /** How a start ended that was meant to fail. */
    private record Ended(int exitCode, String output) {

        String failure() {
            assertThat(exitCode).as(output).isNotZero();
            assertThat(output).doesNotContain("\tat ", "Exception");
            assertThat(output.lines().filter(line -> line.contains("ERROR")).toList())
                    .as(output)
                    .singleElement()
                    .asString()
                    .contains("启动失败");
            return output;
        }
    }

    private static Ended aftercare(String... arguments) throws Exception {
        Process process = java(AftercareApplication.class, arguments);
        String output;
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            output = String.join("\n", reader.lines().toList());
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }

    private static Process java(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dspring.backgroundpreinitializer.ignore=true",
                "-Dstdout.encoding=UTF-8",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command)
                .directory(shared.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static long postmaster(Path data) throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(0));
    }

    private static String query(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
