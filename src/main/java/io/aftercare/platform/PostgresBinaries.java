package io.aftercare.platform;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.springframework.util.FileSystemUtils;

/**
 * PostgreSQL's own programs for this machine, taken from the class path and unpacked once below the data directory. They
 * stand there and not in the machine's temporary directory, where another user could put programs of their own in our way
 * and where cleaners delete what runs for weeks.
 */
final class PostgresBinaries {

    private static final String PREFIX = "server-";

    private final Path home;

    private PostgresBinaries(Path home) {
        this.home = home;
    }

    /** Unpacks the programs below {@code directory} unless they already are there; those of other versions are deleted. */
    static PostgresBinaries unpackedIn(Path directory) throws IOException {
        byte[] archive;
        try (InputStream in = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), architecture())) {
            archive = in.readAllBytes();
        } catch (IllegalStateException e) {
            throw new StartRefused(
                    "程序中没有适用于本机（%s %s）的 PostgreSQL，请用 spring.datasource.url 指定数据库。".formatted(system(), architecture()),
                    "No embedded PostgreSQL for this platform; configure spring.datasource.url.",
                    e);
        }
        Path home = directory.resolve(PREFIX + version(archive));
        deleteOthers(directory, home);
        if (!Files.isDirectory(home)) {
            Path unfinished = directory.resolve(PREFIX + "unfinished");
            FileSystemUtils.deleteRecursively(unfinished);
            unpack(archive, unfinished);
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return new PostgresBinaries(home);
    }

    private static void deleteOthers(Path directory, Path kept) throws IOException {
        List<Path> others;
        try (var entries = Files.list(directory)) {
            others = entries.filter(p -> p.getFileName().toString().startsWith(PREFIX) && !p.equals(kept))
                    .toList();
        }
        for (Path other : others) {
            FileSystemUtils.deleteRecursively(other);
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = entry.resolveIn(target);
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(file, target.resolve(entry.getLinkName()));
                } else {
                    Files.copy(tar, file);
                    if ((entry.getMode() & 0100) != 0) {
                        file.toFile().setExecutable(true, false);
                    }
                }
            }
        }
    }

    /** What a program said when it ended; {@code output} holds both of its streams. */
    record Outcome(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    /**
     * Runs one of PostgreSQL's programs to its end.
     *
     * @param seconds after which the program is given up and ended
     */
    Outcome run(Path scratch, int seconds, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(asAnotherThanRoot());
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(Arrays.asList(arguments));
        // a file, not a pipe: the server started by pg_ctl would keep a pipe open on some platforms, and we would read
        // for ever
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(scratch.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(nothing()));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        environment.put("LC_ALL", "C");
        Process process = builder.start();
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Outcome(-1, program + " did not end within " + seconds + " s");
            }
            return new Outcome(process.exitValue(), Files.readString(scratch).strip());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return new Outcome(-1, program + " was interrupted");
        } finally {
            Files.deleteIfExists(scratch);
        }
    }

    /**
     * PostgreSQL refuses to run as root. In a user namespace of its own it is nobody, while its files still belong to
     * the user who started us.
     */
    private static List<String> asAnotherThanRoot() {
        if (!"root".equals(System.getProperty("user.name")) || !"linux".equals(system())) {
            return List.of();
        }
        if (!LinuxUtils.isUnshareAvailable()) {
            throw new StartRefused(
                    "PostgreSQL 不能以 root 身份运行，本机也不允许建立用户命名空间。请换普通用户启动，或用 spring.datasource.url 指定数据库。",
                    "PostgreSQL does not run as root; start as another user or configure spring.datasource.url.");
        }
        return List.of("unshare", "-U");
    }

    private static java.io.File nothing() {
        return new java.io.File("windows".equals(system()) ? "NUL" : "/dev/null");
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT);
        if (name.startsWith("windows")) {
            return "windows";
        }
        return name.startsWith("mac") ? "darwin" : "linux";
    }

    private static String architecture() {
        return System.getProperty("os.arch");
    }

    /** Tells one version from another; what is unpacked is not checked against it. */
    private static String version(byte[] archive) {
        CRC32 sum = new CRC32();
        sum.update(archive);
        return "%08x-%d".formatted(sum.getValue(), archive.length);
    }
}
