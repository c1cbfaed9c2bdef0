package io.aftercare.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds a data directory for one application. The operating system drops the lock with the process, so a killed
 * application leaves nothing behind that a person must delete.
 */
final class DirectoryLock implements AutoCloseable {

    private static final String FILE = "aftercare.lock";

    /** Only the last possible byte is locked: on Windows nobody could read the process number from a locked region. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @throws StartRefused another living application (or another context of this one) holds the directory
     * @throws IOException the lock file cannot be written
     */
    static DirectoryLock acquire(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw new OverlappingFileLockException();
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new DirectoryLock(channel);
        } catch (OverlappingFileLockException e) {
            channel.close();
            String pid = holder(file);
            throw new StartRefused(
                    "数据目录 %s 正被另一个 Aftercare（进程 %s）使用。请先停止它，或用 aftercare.data-directory 指定另一个目录。"
                            .formatted(directory, pid),
                    "Data directory %s is in use by another Aftercare (process %s).".formatted(directory, pid),
                    e);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static String holder(Path file) throws IOException {
        String pid = Files.readString(file, StandardCharsets.US_ASCII).strip();
        return pid.isEmpty() ? "?" : pid;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
