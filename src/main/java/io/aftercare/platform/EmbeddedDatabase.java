package io.aftercare.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL server of our own on one data directory, kept between starts. The directory holds
 *
 * <ul>
 *   <li>{@code postgres} the server's data,
 *   <li>{@code postgres.password} the password of its one user, generated, readable by its owner only,
 *   <li>{@code postgres.log} what the server said,
 *   <li>{@code server-…} its programs,
 *   <li>{@code aftercare.lock} held while an application lives.
 * </ul>
 *
 * <p>The server listens on 127.0.0.1 only, on a port of the system's choice, and asks every connection for the password.
 * It outlives an application that is killed; the next start on the directory stops it first, in order, so nothing that was
 * committed is lost. {@link #close()} is the only thing that stops it otherwise: no hook of ours races with those who still
 * use it at the end of the JVM, and a Ctrl-C in the terminal does not reach it (pg_ctl gives it a session of its own).
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Pattern TROUBLE =
            Pattern.compile("FATAL|PANIC|ERROR|HINT|LOG:  (?:could not|invalid|unrecognized)");

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private static final String DATABASE = "aftercare";
    private static final String USER = "aftercare";
    private static final String OUR_SETTINGS = "aftercare.conf";
    private static final int STOP_SECONDS = 60;
    /** After a crash of the machine the server first replays its log. */
    private static final int START_SECONDS = 300;

    private static final long LARGEST_LOG = 10_000_000;

    private final Path directory;
    private final Path data;
    private final Path log;
    private final DirectoryLock lock;
    private PostgresBinaries binaries;
    private String password;
    private int port;
    private boolean closed;

    private EmbeddedDatabase(Path directory, DirectoryLock lock) {
        this.directory = directory;
        this.data = directory.resolve("postgres");
        this.log = directory.resolve("postgres.log");
        this.lock = lock;
    }

    /**
     * Starts the server on a directory, which is made if need be.
     *
     * @param directory where everything is kept
     * @param settings server settings by name, besides or instead of ours
     * @throws StartRefused the directory is in use, is not a writable directory, or the server does not start; nothing is
     *     left running
     */
    public static EmbeddedDatabase start(Path directory, Map<String, String> settings) {
        Path absolute = directory.toAbsolutePath().normalize();
        EmbeddedDatabase database;
        try {
            create(absolute);
            Path real = absolute.toRealPath();
            database = new EmbeddedDatabase(real, DirectoryLock.acquire(real));
        } catch (IOException e) {
            throw unusable(absolute, e);
        }
        try {
            database.run(settings);
            return database;
        } catch (IOException e) {
            database.close();
            throw unusable(absolute, e);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** JDBC address of Aftercare's database. */
    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    /** JDBC address of any database of this server, {@code postgres} among them. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The server's one user, its superuser. */
    public String username() {
        return USER;
    }

    public String password() {
        return password;
    }

    private void run(Map<String, String> settings) throws IOException {
        // before the programs are unpacked anew: a server left over still runs on the old ones
        Optional<ProcessHandle> orphan = leftOver();
        orphan.ifPresent(this::end);
        binaries = PostgresBinaries.unpackedIn(directory);
        if (Files.isDirectory(data)) {
            password = readPassword();
            checkVersion();
        } else {
            initialise();
        }
        launch(settings);
        createDatabase();
        LOG.info("PostgreSQL 已启动：127.0.0.1:{}，数据目录 {}", port, directory);
    }

    private static void create(Path directory) throws IOException {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isDirectory(directory)) {
                throw new FileSystemException(directory.toString(), null, "not a directory");
            }
            return;
        }
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(directory.getParent());
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(directory);
        }
    }

    private static StartRefused unusable(Path directory, IOException e) {
        return new StartRefused(
                "数据目录 %s 无法使用（%s）。请确认它是一个可读写的目录且磁盘未满，或用 aftercare.data-directory 指定另一个目录。"
                        .formatted(directory, reason(e)),
                "Data directory %s cannot be used: %s.".formatted(directory, reason(e)),
                e);
    }

    private static String reason(IOException e) {
        String why = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        return e.getClass().getSimpleName().replaceFirst("(Exception|Error)$", "") + (why == null ? "" : ": " + why);
    }

    // ---- a server that an earlier application left running

    private Optional<ProcessHandle> leftOver() throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        // Postgres documentation, "Server Control": the first line is the process number of the postmaster
        String first = Files.readString(file).lines().findFirst().orElse("").strip();
        Optional<ProcessHandle> process =
                first.matches("\\d{1,18}") ? ProcessHandle.of(Long.parseLong(first)) : Optional.empty();
        if (process.isEmpty()) {
            return process; // the server recognises a file whose process is gone by itself
        }
        if (servesOurData(process.get())) {
            return process;
        }
        // the number was given to another program since, for example after a restart of the machine; the server would
        // take that program for its predecessor and refuse
        Files.delete(file);
        return Optional.empty();
    }

    private boolean servesOurData(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        boolean postgres = info.command()
                .map(c -> Path.of(c).getFileName().toString().startsWith("postgres"))
                .orElse(false);
        if (!postgres) {
            return false;
        }
        try {
            Path workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
            if (Files.exists(workingDirectory)) {
                return Files.isSameFile(workingDirectory, data); // a postmaster works in its data directory
            }
        } catch (IOException e) {
            LOG.debug("working directory of process {}", process.pid(), e);
        }
        // where the system does not tell the arguments, being the program of that number is taken for enough: to stop a
        // server by mistake is mended by starting it again, two servers on the same files are not
        return info.arguments().map(a -> List.of(a).contains(data.toString())).orElse(true);
    }

    private void end(ProcessHandle server) {
        LOG.warn("上次运行未正常结束，遗留的 PostgreSQL（进程 {}）仍在运行，先将其停止", server.pid());
        // SIGTERM would wait for clients for ever; their application is dead, but its connections may not know it yet
        if (!stop("fast") && !stop("immediate")) {
            throw new StartRefused(
                    "遗留的 PostgreSQL（进程 %d）无法停止，请手工结束该进程后重试。".formatted(server.pid()),
                    "A left-over PostgreSQL (process %d) does not stop; end it and try again.".formatted(server.pid()));
        }
    }

    // ---- making and starting the server

    private void initialise() throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        password = HexFormat.of().formatHex(random);
        Path file = passwordFile();
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, password);
        // made beside and moved when complete: a start that is interrupted here leaves nothing that looks like a
        // database
        Path unfinished = directory.resolve("postgres.unfinished");
        FileSystemUtils.deleteRecursively(unfinished);
        PostgresBinaries.Outcome outcome = binaries.run(
                scratch(),
                START_SECONDS,
                "initdb",
                "--pgdata=" + unfinished,
                "--username=" + USER,
                "--pwfile=" + file,
                "--auth=scram-sha-256",
                // thousands of rounds protect what people think up; 192 random bits need none, and each connection of a
                // pool would pay for them
                "--set=scram_iterations=1",
                "--encoding=UTF8",
                // the same order and case rules on every machine, whatever locales it has
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C");
        if (!outcome.succeeded()) {
            throw failed("数据库初始化失败", "initdb failed", outcome.output());
        }
        Files.writeString(
                unfinished.resolve("postgresql.conf"),
                "\n# written anew at each start; what stands below it in this file wins\ninclude_if_exists = '"
                        + OUR_SETTINGS + "'\n",
                StandardOpenOption.APPEND);
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private String readPassword() throws IOException {
        if (!Files.isRegularFile(passwordFile())) {
            throw new StartRefused(
                    "数据目录 %s 中缺少数据库密码文件 postgres.password，请从备份恢复该文件。".formatted(directory),
                    "postgres.password is missing in " + directory + ".");
        }
        return Files.readString(passwordFile()).strip();
    }

    private void checkVersion() throws IOException {
        String made = Files.readString(data.resolve("PG_VERSION")).strip();
        String ours = binaries.run(scratch(), 10, "postgres", "--version").output();
        // "postgres (PostgreSQL) 18.6 …": a data directory belongs to one major version
        if (!ours.matches(".*\\) " + made + "\\D.*")) {
            throw new StartRefused(
                    "数据目录 %s 由 PostgreSQL %s 建立，与本程序自带的版本（%s）不符。请先用原版本导出数据。".formatted(directory, made, ours),
                    "Data directory was made by PostgreSQL " + made + "; this is " + ours + ".");
        }
    }

    private void launch(Map<String, String> settings) throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(log, directory.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        for (int attempt = 1; ; attempt++) {
            port = freePort();
            writeSettings(settings);
            long before = Files.exists(log) ? Files.size(log) : 0;
            PostgresBinaries.Outcome outcome = binaries.run(
                    scratch(),
                    START_SECONDS + 10,
                    "pg_ctl",
                    "start",
                    "--pgdata=" + data,
                    "--log=" + log,
                    "--wait",
                    "--timeout=" + START_SECONDS,
                    "--silent");
            if (outcome.succeeded()) {
                return;
            }
            String said = complaints(before);
            // somebody took the port between our look and the server's
            if (attempt == 3 || !said.contains("could not bind")) {
                throw failed("PostgreSQL 启动失败", "PostgreSQL did not start", said.isEmpty() ? outcome.output() : said);
            }
        }
    }

    private void writeSettings(Map<String, String> settings) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("listen_addresses", "127.0.0.1");
        all.put("unix_socket_directories", "");
        all.put("port", Integer.toString(port));
        all.put("max_connections", "100");
        all.put("shared_buffers", "256MB");
        // compiling a plan costs a poll of the job executor 50 ms to 1 s
        all.put("jit", "off");
        all.put("log_checkpoints", "off");
        all.put("lc_messages", "C");
        all.putAll(settings);
        StringBuilder text = new StringBuilder("# written by Aftercare at each start\n");
        all.forEach((name, value) -> text.append(name)
                .append(" = '")
                .append(value.replace("'", "''"))
                .append("'\n"));
        Files.writeString(data.resolve(OUR_SETTINGS), text);
    }

    private void createDatabase() {
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), USER, password);
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        } catch (SQLException e) {
            throw new StartRefused(
                    "自带的 PostgreSQL 无法连接：%s。".formatted(e.getMessage()), "Embedded PostgreSQL does not answer.", e);
        }
    }

    // ---- the end

    /** Stops the server in order and gives the directory free. May be called more than once. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (lock) {
            if (binaries != null && Files.exists(data.resolve("postmaster.pid")) && !stop("fast")) {
                stop("immediate");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean stop(String mode) {
        try {
            if (binaries == null) {
                binaries = PostgresBinaries.unpackedIn(directory);
            }
            PostgresBinaries.Outcome outcome = binaries.run(
                    scratch(),
                    STOP_SECONDS + 10,
                    "pg_ctl",
                    "stop",
                    "--pgdata=" + data,
                    "--mode=" + mode,
                    "--wait",
                    "--timeout=" + STOP_SECONDS,
                    "--silent");
            if (!outcome.succeeded()) {
                LOG.warn("PostgreSQL 未能停止（{}）：{}", mode, outcome.output());
            }
            return outcome.succeeded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- small things

    private StartRefused failed(String chinese, String english, String said) {
        return new StartRefused("%s：%s（详见 %s）".formatted(chinese, said.replaceAll("\\s+", " "), log), english + ".");
    }

    /** The server's error lines since a position of its log. */
    private String complaints(long from) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        byte[] all = Files.readAllBytes(log);
        int start = (int) Math.min(from, all.length);
        return new String(all, start, all.length - start, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> TROUBLE.matcher(line).find())
                .map(line -> line.replaceFirst("^.*?\\] ", "")) // without time and process number
                .collect(Collectors.joining(" "));
    }

    private Path passwordFile() {
        return directory.resolve("postgres.password");
    }

    private Path scratch() {
        return directory.resolve("pg_ctl.out");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
