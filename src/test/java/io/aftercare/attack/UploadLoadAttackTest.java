package io.aftercare.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.RunningAftercare;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("load")
@DisplayName("A3 Uploads cannot fill the heap")
class UploadLoadAttackTest {

    private static final int ATTACKERS = 45;
    private static final int SIZE = 27 << 20;
    private static final long NOTHING_KEPT = 16L << 20;
    /** How long others waited for a whole attack. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** No answer was read: the server closed the line while the body was still being sent. */
    private static final int CUT_OFF = 0;

    private static final byte[] BEGIN =
            "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"large.txt\"\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\r\n--xyz--\r\n".getBytes(StandardCharsets.US_ASCII);

    @Test
    void forty_five_large_uploads_at_once_leave_the_heap_flat_and_others_are_answered(@TempDir Path data)
            throws Exception {
        try (RunningAftercare aftercare = RunningAftercare.start(data)) {
            aftercare.post(
                    "admin",
                    "/engine-rest/user/create",
                    Map.of(
                            "profile", Map.of("id", "nogroup", "lastName", "无"),
                            "credentials", Map.of("password", RunningAftercare.PASSWORD)));
            aftercare.get("nogroup", "/engine-rest/task/count");
            aftercare.get("yangxiao", "/engine-rest/task/count");
            long before = aftercare.heap().bytes();

            assertThat(attack(aftercare, "nogroup", "/engine-rest/deployment/create"))
                    .as("without the right")
                    .isSubsetOf(403, CUT_OFF);
            assertThat(attack(aftercare, "nogroup", "/api/cases/CP19990101001/evidence"))
                    .isSubsetOf(403, 404, CUT_OFF);
            assertThat(aftercare.heap().bytes() - before).isLessThan(NOTHING_KEPT);

            assertThat(attack(aftercare, "gaoming", "/engine-rest/deployment/create"))
                    .as("with the right, few at a time; none of it is a diagram")
                    .contains(400, 503)
                    .isSubsetOf(400, 503, CUT_OFF);
            assertThat(aftercare.log()).doesNotContain("OutOfMemory");
        }
    }

    /** All at once; meanwhile somebody works. Returns the statuses. */
    private static List<Integer> attack(RunningAftercare aftercare, String user, String path) throws Exception {
        Duration usual = median(Stream.generate(() -> work(aftercare)).limit(9).toList());
        ExecutorService attackers = Executors.newFixedThreadPool(ATTACKERS);
        try {
            List<Future<Integer>> uploads = new ArrayList<>();
            for (int i = 0; i < ATTACKERS; i++) {
                uploads.add(attackers.submit(() -> upload(aftercare.port(), user, path)));
            }
            List<Duration> waits = new ArrayList<>();
            while (uploads.stream().anyMatch(upload -> !upload.isDone())) {
                waits.add(work(aftercare));
            }
            assertThat(median(waits))
                    .as("%s", waits)
                    .isLessThan(usual.multipliedBy(10).plusSeconds(2));
            assertThat(waits).allSatisfy(wait -> assertThat(wait).isLessThan(LONGEST));
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> upload : uploads) {
                statuses.add(upload.get());
            }
            return statuses;
        } finally {
            attackers.shutdownNow();
        }
    }

    /** How long somebody waits for the number of tasks. */
    private static Duration work(RunningAftercare aftercare) {
        long start = System.nanoTime();
        try {
            assertThat(aftercare.get("yangxiao", "/engine-rest/task/count").status())
                    .isEqualTo(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Duration median(List<Duration> waits) {
        return waits.stream().sorted().skip(waits.size() / 2).findFirst().orElse(Duration.ZERO);
    }

    private static int upload(int port, String user, String path) throws IOException {
        String login = Base64.getEncoder()
                .encodeToString((user + ":" + RunningAftercare.PASSWORD).getBytes(StandardCharsets.UTF_8));
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Basic "
                + login + "\r\nContent-Type: multipart/form-data; boundary=xyz\r\nContent-Length: "
                + (BEGIN.length + SIZE + END.length) + "\r\n\r\n";
        byte[] piece = new byte[64 << 10];
        Arrays.fill(piece, (byte) 'x');
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(180_000);
            try {
                OutputStream out = socket.getOutputStream();
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                out.write(BEGIN);
                for (int sent = 0; sent < SIZE; sent += piece.length) {
                    out.write(piece);
                }
                out.write(END);
                out.flush();
            } catch (IOException cutOff) {
                // what was said before may be there to read
            }
            return status(socket.getInputStream());
        }
    }

    private static int status(InputStream in) {
        try {
            String line = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
            return line.startsWith("HTTP/1.1 ") ? Integer.parseInt(line.substring(9)) : CUT_OFF;
        } catch (IOException cutOff) {
            return CUT_OFF;
        }
    }
}
