package io.aftercare.calendar;

import io.aftercare.platform.StartRefused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The calendars in force, by name: {@code natural}, and those of the file {@code aftercare.calendars}. Where that file does
 * not exist the copy that comes with the program is used. A change of the file takes effect without a restart, seconds later,
 * as one; a file that is wrong changes nothing, and {@link #problem()} says why.
 *
 * <p>Safe for use by many threads.
 */
@Component
public class Calendars {

    private static final Logger LOG = LoggerFactory.getLogger(Calendars.class);
    private static final String BUNDLED = "bpmn/calendars.yaml";
    private static final long CHECK_NANOS = Duration.ofSeconds(2).toNanos();
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Path path;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final ZoneId zone;

    private final ReentrantLock checking = new ReentrantLock();
    private volatile long nextCheck;
    /** What the file was like when it was last read; null if it did not exist. Written under the lock. */
    private Stamp seen;

    private volatile State state;

    @Autowired
    Calendars(@Value("${aftercare.calendars}") String file, Clock clock) {
        this(path(file), clock, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime()}: says when the file is looked at again */
    Calendars(Path path, Clock clock, LongSupplier nanoTime) {
        this.path = path;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.zone = clock.getZone();
        this.nextCheck = nanoTime.getAsLong() + CHECK_NANOS;
        try {
            this.seen = Stamp.of(path);
            byte[] content = seen == null ? bundled() : Files.readAllBytes(seen.checked(path));
            if (seen == null && !path.equals(Path.of(BUNDLED))) {
                LOG.warn("日历文件 {} 不存在，使用随程序发布的日历", path);
            }
            this.state = read(content, seen != null);
        } catch (BadCalendarFile e) {
            throw new StartRefused(
                    "日历文件 %s 有误，%s".formatted(path, e.getMessage()),
                    "The calendar file is wrong in line %d."
                            .formatted(e.findings().get(0).line()),
                    e);
        } catch (IOException e) {
            throw new StartRefused(
                    "日历文件 %s 无法读取（%s），请检查 aftercare.calendars 和文件权限。".formatted(path, reason(e)),
                    "The calendar file cannot be read.",
                    e);
        }
    }

    /**
     * The calendar in force.
     *
     * @throws IllegalArgumentException there is none of that name; the message, in Chinese, names those there are
     */
    public WorkCalendar get(String name) {
        Map<String, WorkCalendar> calendars = current().calendars();
        WorkCalendar calendar = name == null ? null : calendars.get(name);
        if (calendar == null) {
            throw new IllegalArgumentException(
                    "没有名为“%s”的日历，可用的日历有 %s。".formatted(name, String.join("、", calendars.keySet())));
        }
        return calendar;
    }

    /** The label of a calendar, e.g. 工作时间; the name of one that is not there any more. */
    public String label(String name) {
        WorkCalendar calendar = current().calendars().get(name);
        return calendar == null ? name : calendar.label();
    }

    /** A table's length of time in words, e.g. {@code 3 个工作日}; as it stands where the calendar is not there any more. */
    public String spoken(String span, String name) {
        WorkCalendar calendar = current().calendars().get(name);
        return calendar == null ? span : Span.parse(span).spoken(calendar);
    }

    /** Names of all calendars: {@code natural}, then those of the file in its order. */
    public Set<String> names() {
        return current().calendars().keySet();
    }

    /** What each calendar counts now, by name: {@link WorkCalendar#version()}. */
    public Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        current().calendars().forEach((name, calendar) -> versions.put(name, calendar.version()));
        return versions;
    }

    /** The last day for which statutory holidays are known. */
    public LocalDate knownUntil() {
        return current().file().holidays().knownUntil();
    }

    /** Name of the statutory holiday, e.g. 国庆节; empty on any other day, weekends included. */
    public Optional<String> holiday(LocalDate day) {
        return Optional.ofNullable(current().file().holidays().names().get(day));
    }

    /** By year, the State Council's notice that its holidays come from. */
    public SortedMap<Integer, String> sources() {
        return current().file().sources();
    }

    /** Why the file as it is now is not the one in force; a Chinese sentence with the line. Empty if all is well. */
    public Optional<String> problem() {
        return Optional.ofNullable(current().problem());
    }

    /** When what is in force was read, by the engine's clock. */
    public Instant readAt() {
        return current().readAt();
    }

    /** Where what is in force comes from, in words. */
    String origin() {
        return current().fromFile() ? path.toString() : "随程序发布";
    }

    private State current() {
        if (nanoTime.getAsLong() - nextCheck >= 0 && checking.tryLock()) {
            try {
                nextCheck = nanoTime.getAsLong() + CHECK_NANOS;
                check();
            } finally {
                checking.unlock();
            }
        }
        return state;
    }

    private void check() {
        State inForce = state;
        try {
            Stamp now = Stamp.of(path);
            if (Objects.equals(now, seen)) {
                return;
            }
            if (now == null) {
                if (inForce.fromFile()) {
                    problem("日历文件 %s 不见了，仍按 %s 读入的内容计算；重启后将改用随程序发布的日历。".formatted(path, spoken(inForce.readAt())));
                }
                seen = null;
                return;
            }
            byte[] content = Files.readAllBytes(now.checked(path));
            if (!now.equals(Stamp.of(path))) {
                // somebody is writing it
                return;
            }
            seen = now;
            if (!Arrays.equals(content, inForce.content())) {
                State next = read(content, true);
                List<String> gone = new ArrayList<>(inForce.calendars().keySet());
                gone.removeAll(next.calendars().keySet());
                if (!gone.isEmpty()) {
                    problem("日历文件 %s 少了日历 %s，时限表可能正在使用，仍按原来的内容计算。请补上；确已不用的，先改时限表，再重启程序。"
                            .formatted(path, String.join("、", gone)));
                    return;
                }
                state = next;
                LOG.info(
                        "日历文件 {} 已更新，节假日数据到 {} 为止",
                        path,
                        state.file().holidays().knownUntil());
            } else if (inForce.problem() != null || !inForce.fromFile()) {
                state = inForce.backInFile();
                LOG.info("日历文件 {} 的内容与现行的一致", path);
            }
        } catch (BadCalendarFile e) {
            problem("日历文件 %s 有误，仍按 %s 读入的内容计算。%s".formatted(path, spoken(inForce.readAt()), e.getMessage()));
        } catch (IOException e) {
            // not marked as seen: a permission may be given back without the file changing
            problem("日历文件 %s 无法读取（%s），仍按 %s 读入的内容计算。".formatted(path, reason(e), spoken(inForce.readAt())));
        }
    }

    private void problem(String problem) {
        if (!problem.equals(state.problem())) {
            LOG.error(problem);
            state = state.withProblem(problem);
        }
    }

    private State read(byte[] content, boolean fromFile) throws BadCalendarFile {
        CalendarFile file = CalendarFileReader.read(content);
        Map<String, WorkCalendar> calendars = new LinkedHashMap<>();
        calendars.put(NaturalTime.NAME, new NaturalTime(zone));
        for (Schedule schedule : file.schedules()) {
            calendars.put(schedule.name(), new WorkingTime(schedule, file.holidays(), zone));
        }
        return new State(content, fromFile, file, Collections.unmodifiableMap(calendars), clock.instant(), null);
    }

    private String spoken(Instant at) {
        return WHEN.format(LocalDateTime.ofInstant(at, zone));
    }

    private static byte[] bundled() {
        try (InputStream in = new ClassPathResource(BUNDLED).getInputStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The program comes without " + BUNDLED, e);
        }
    }

    private static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new StartRefused(
                    "aftercare.calendars 的值“%s”不是文件路径。".formatted(file), "aftercare.calendars is no path.", e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException ? "没有读取权限" : String.valueOf(e.getMessage());
    }

    /** What tells a changed file without reading it. */
    private record Stamp(FileTime modified, long size, boolean regular) {

        /** @return null if there is no such file */
        static Stamp of(Path path) throws IOException {
            try {
                BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.isRegularFile());
            } catch (NoSuchFileException e) {
                return null;
            }
        }

        /** The path, if what stands there may be read into memory. */
        Path checked(Path path) throws IOException, BadCalendarFile {
            if (!regular) {
                throw new IOException("不是文件");
            }
            if (size > CalendarFileReader.LARGEST) {
                throw CalendarFileReader.tooLarge();
            }
            return path;
        }
    }

    /**
     * Everything that changes, so that it changes as one.
     *
     * @param content bytes that were read
     * @param fromFile or the copy that comes with the program
     * @param problem why a later file is not in force, or null
     */
    private record State(
            byte[] content,
            boolean fromFile,
            CalendarFile file,
            Map<String, WorkCalendar> calendars,
            Instant readAt,
            String problem) {

        State withProblem(String why) {
            return new State(content, fromFile, file, calendars, readAt, why);
        }

        State backInFile() {
            return new State(content, true, file, calendars, readAt, null);
        }
    }
}
