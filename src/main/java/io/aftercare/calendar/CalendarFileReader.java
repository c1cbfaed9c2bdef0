package io.aftercare.calendar;

import io.aftercare.calendar.BadCalendarFile.Finding;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads {@code calendars.yaml} and collects everything that is wrong with it. It works on YAML's nodes, not on objects made
 * of them: nodes know their lines, keep both of two equal keys, and make nothing run.
 */
final class CalendarFileReader {

    /** Bytes. The file of ten years has about 10,000. */
    static final int LARGEST = 256 * 1024;

    private static final int DEEPEST = 8;
    private static final int LONGEST_HOLIDAY = 20;
    private static final int LONGEST_LABEL = 20;
    private static final int LONGEST_SOURCE = 300;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+){0,20}");
    private static final Pattern HOURS = Pattern.compile("(\\d{2}):(\\d{2})\\s*-\\s*(\\d{2}):(\\d{2})");
    private static final Map<String, DayOfWeek> WEEKDAYS = weekdays();

    private final List<Finding> findings = new ArrayList<>();

    private CalendarFileReader() {}

    /** One key of a mapping with its value. */
    private record Entry(String key, int line, Node value) {}

    /** A day off with the line that says so. */
    private record DayOff(String name, int line) {}

    /**
     * @param content bytes of the file, in UTF-8
     * @throws BadCalendarFile with every finding
     */
    static CalendarFile read(byte[] content) throws BadCalendarFile {
        return new CalendarFileReader().file(content);
    }

    private CalendarFile file(byte[] content) throws BadCalendarFile {
        if (content.length > LARGEST) {
            throw tooLarge();
        }
        String text = decoded(content);
        Node root;
        try {
            scan(text);
            root = new Yaml(options()).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            throw refused(
                    mark == null ? 1 : mark.getLine() + 1,
                    String.valueOf(e.getProblem()).contains("\\t")
                            ? "缩进不能用制表符（Tab），请改用空格"
                            : "不符合 YAML 格式，请检查缩进、冒号后的空格、引号和括号");
        } catch (ReaderException e) {
            throw refused(lineOf(text, e.getPosition()), "含有不可见的特殊字符，请删除");
        } catch (YAMLException e) {
            throw refused(1, "不符合 YAML 格式");
        }
        if (root == null) {
            throw refused(1, "文件是空的");
        }

        TreeMap<Integer, String> sources = new TreeMap<>();
        Map<LocalDate, String> names = new HashMap<>();
        Set<LocalDate> workdays = new HashSet<>();
        List<Schedule> schedules = new ArrayList<>();
        Map<String, Entry> parts = fields(root, 1, "文件", List.of("years", "calendars"), List.of("years", "calendars"));
        if (parts.containsKey("years")) {
            years(parts.get("years"), sources, names, workdays);
        }
        if (parts.containsKey("calendars")) {
            calendars(parts.get("calendars"), schedules);
        }
        if (!findings.isEmpty()) {
            findings.sort(Comparator.comparingInt(Finding::line));
            throw new BadCalendarFile(findings);
        }
        return new CalendarFile(
                Collections.unmodifiableSortedMap(sources),
                new Holidays(Map.copyOf(names), Set.copyOf(workdays), LocalDate.of(sources.lastKey(), 12, 31)),
                List.copyOf(schedules));
    }

    private void years(
            Entry part, Map<Integer, String> sources, Map<LocalDate, String> names, Set<LocalDate> workdays) {
        TreeMap<Integer, Integer> lines = new TreeMap<>();
        List<Entry> entries = entries(part.value(), part.line(), "years");
        if (entries.isEmpty() && part.value() instanceof MappingNode) {
            find(part.line(), "years 下至少要有一年");
        }
        for (Entry entry : entries) {
            int year = entry.key().matches("\\d{4}") ? Integer.parseInt(entry.key()) : 0;
            if (year < WorkingTime.FIRST_YEAR || year > WorkingTime.LAST_YEAR) {
                find(
                        entry.line(),
                        "年份“%s”应为 %d 至 %d 的四位数字"
                                .formatted(shown(entry.key()), WorkingTime.FIRST_YEAR, WorkingTime.LAST_YEAR));
                continue;
            }
            lines.put(year, entry.line());
            year(year, entry, sources, names, workdays);
        }
        Integer previous = null;
        for (int year : lines.keySet()) {
            if (previous != null && year != previous + 1) {
                find(
                        lines.get(year),
                        "%d 年与 %d 年之间缺少 %s 的安排"
                                .formatted(
                                        previous,
                                        year,
                                        year == previous + 2
                                                ? (previous + 1) + " 年"
                                                : (previous + 1) + " 至 " + (year - 1) + " 年"));
            }
            previous = year;
        }
    }

    private void year(
            int year,
            Entry entry,
            Map<Integer, String> sources,
            Map<LocalDate, String> names,
            Set<LocalDate> workdays) {
        String where = year + " 年";
        Map<String, Entry> fields = fields(
                entry.value(),
                entry.line(),
                where,
                List.of("source", "holidays", "workdays"),
                List.of("source", "holidays"));
        if (fields.containsKey("source")) {
            sources.put(year, text(fields.get("source"), where + "的 source（依据的通知）", LONGEST_SOURCE));
        }
        Map<LocalDate, DayOff> off = new HashMap<>();
        if (fields.containsKey("holidays")) {
            Entry holidays = fields.get("holidays");
            List<Entry> each = entries(holidays.value(), holidays.line(), where + "的 holidays");
            if (each.isEmpty() && holidays.value() instanceof MappingNode) {
                find(holidays.line(), where + "没有写任何节假日");
            }
            for (Entry holiday : each) {
                holiday(year, holiday, off);
            }
        }
        off.forEach((day, holiday) -> names.put(day, holiday.name()));
        if (fields.containsKey("workdays")) {
            workdays(year, fields.get("workdays"), off, workdays);
        }
    }

    private void holiday(int year, Entry holiday, Map<LocalDate, DayOff> off) {
        if (holiday.key().isBlank() || holiday.key().length() > LONGEST_LABEL) {
            find(holiday.line(), "节日名称应为 1 至 " + LONGEST_LABEL + " 个字");
            return;
        }
        for (ScalarNode range : scalars(holiday.value(), holiday.line(), holiday.key(), "2026-10-01..2026-10-07")) {
            int line = line(range);
            String[] ends = range.getValue().strip().split("\\.\\.", -1);
            if (ends.length > 2) {
                find(line, "“%s”应写成 第一天..最后一天".formatted(shown(range.getValue())));
                continue;
            }
            LocalDate from = date(ends[0].strip(), year, line);
            LocalDate to = ends.length == 1 ? from : date(ends[1].strip(), year, line);
            if (from == null || to == null) {
                continue;
            }
            if (to.isBefore(from)) {
                find(line, "%s的最后一天 %s 早于第一天 %s".formatted(holiday.key(), to, from));
                continue;
            }
            if (from.plusDays(LONGEST_HOLIDAY).isBefore(to)) {
                find(line, "%s超过 %d 天，请核对起止日期".formatted(holiday.key(), LONGEST_HOLIDAY));
                continue;
            }
            for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
                DayOff other = off.putIfAbsent(day, new DayOff(holiday.key(), line));
                if (other != null) {
                    find(
                            line,
                            "%s的 %s 已经写在%s（第 %d 行）里，同一天只能写一次"
                                    .formatted(holiday.key(), day, other.name(), other.line()));
                    break;
                }
            }
        }
    }

    private void workdays(int year, Entry entry, Map<LocalDate, DayOff> off, Set<LocalDate> workdays) {
        for (ScalarNode item : scalars(entry.value(), entry.line(), "workdays", "- 2026-02-14")) {
            LocalDate day = date(item.getValue().strip(), year, line(item));
            if (day == null) {
                continue;
            }
            DayOff holiday = off.get(day);
            if (holiday != null) {
                find(line(item), "%s 既是%s放假（第 %d 行）又是调休上班，只能是其中一种".formatted(day, holiday.name(), holiday.line()));
            } else if (day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0) {
                find(
                        line(item),
                        "%s 是%s，本来就要上班，调休上班只写周末"
                                .formatted(day, day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.CHINA)));
            } else if (!workdays.add(day)) {
                find(line(item), "调休上班 " + day + " 写了两次");
            }
        }
    }

    private void calendars(Entry part, List<Schedule> schedules) {
        List<Entry> entries = entries(part.value(), part.line(), "calendars");
        if (entries.isEmpty() && part.value() instanceof MappingNode) {
            find(part.line(), "calendars 下至少要有一个日历");
        }
        for (Entry entry : entries) {
            if (entry.key().equals(NaturalTime.NAME)) {
                find(entry.line(), "natural 是自然时间的固定名称，不能用作日历名称");
                continue;
            }
            if (entry.key().length() > 40 || !NAME.matcher(entry.key()).matches()) {
                find(entry.line(), "日历名称“%s”应由小写字母、数字和连字符组成，如 working-hours".formatted(shown(entry.key())));
                continue;
            }
            int before = findings.size();
            String where = "日历 " + entry.key();
            List<String> keys = List.of("label", "days", "hours", "statutory-holidays");
            Map<String, Entry> fields = fields(entry.value(), entry.line(), where, keys, keys);
            String label = null;
            Set<DayOfWeek> days = null;
            List<Hours> hours = null;
            Boolean statutory = null;
            if (fields.containsKey("label")) {
                label = text(fields.get("label"), where + "的 label", LONGEST_LABEL);
            }
            if (fields.containsKey("days")) {
                days = days(fields.get("days"));
            }
            if (fields.containsKey("hours")) {
                hours = hours(fields.get("hours"));
            }
            if (fields.containsKey("statutory-holidays")) {
                statutory = flag(fields.get("statutory-holidays"));
            }
            if (findings.size() == before) {
                schedules.add(new Schedule(entry.key(), label, days, hours, statutory));
            }
        }
    }

    private Set<DayOfWeek> days(Entry entry) {
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (ScalarNode item : scalars(entry.value(), entry.line(), "days", "MON-FRI")) {
            String[] ends = item.getValue().strip().split("-", -1);
            DayOfWeek from = weekday(ends[0], line(item));
            DayOfWeek to = ends.length == 2 ? weekday(ends[1], line(item)) : from;
            if (ends.length > 2) {
                find(line(item), "“%s”应写成 MON-FRI 这样的起止".formatted(shown(item.getValue())));
            } else if (from != null && to != null) {
                if (to.compareTo(from) < 0) {
                    find(line(item), "“%s”的起止颠倒，一周从 MON 到 SUN".formatted(shown(item.getValue())));
                    continue;
                }
                for (DayOfWeek day : EnumSet.range(from, to)) {
                    if (!days.add(day)) {
                        find(line(item), "days 里重复写了" + day.getDisplayName(TextStyle.FULL, Locale.CHINA));
                    }
                }
            }
        }
        return days;
    }

    private DayOfWeek weekday(String name, int line) {
        DayOfWeek day = WEEKDAYS.get(name.strip());
        if (day == null) {
            find(line, "“%s”不是星期，请用 %s".formatted(shown(name), String.join(" ", WEEKDAYS.keySet())));
        }
        return day;
    }

    private List<Hours> hours(Entry entry) {
        List<Hours> all = new ArrayList<>();
        Map<Hours, Integer> lines = new HashMap<>();
        for (ScalarNode item : scalars(entry.value(), entry.line(), "hours", "[09:00-12:00, 13:00-18:00]")) {
            Matcher m = HOURS.matcher(item.getValue().strip());
            if (!m.matches()) {
                find(line(item), "时段“%s”应写成 09:00-12:00".formatted(shown(item.getValue())));
                continue;
            }
            int from = minutes(m.group(1), m.group(2));
            int to = minutes(m.group(3), m.group(4));
            if (from < 0 || to < 0) {
                find(line(item), "时段“%s”里有不存在的时刻，一天从 00:00 到 24:00".formatted(shown(item.getValue())));
            } else if (to <= from) {
                find(
                        line(item),
                        to == from
                                ? "时段“%s”的起止相同".formatted(shown(item.getValue()))
                                : "时段“%s”的结束早于开始，过夜的请拆成到 24:00 和从 00:00 两段".formatted(shown(item.getValue())));
            } else {
                Hours hours = new Hours(from, to);
                all.add(hours);
                lines.put(hours, line(item));
            }
        }
        Collections.sort(all);
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i).start() < all.get(i - 1).end()) {
                find(Math.max(lines.get(all.get(i - 1)), lines.get(all.get(i))), "hours 里有两个时段互相重叠");
            }
        }
        return List.copyOf(all);
    }

    private static int minutes(String hour, String minute) {
        int h = Integer.parseInt(hour);
        int m = Integer.parseInt(minute);
        return h * 60 + m > Hours.DAY || m > 59 ? -1 : h * 60 + m;
    }

    private Boolean flag(Entry entry) {
        if (entry.value() instanceof ScalarNode scalar) {
            if (scalar.getValue().equals("true")) {
                return true;
            }
            if (scalar.getValue().equals("false")) {
                return false;
            }
        }
        find(entry.line(), "statutory-holidays 只能是 true 或 false");
        return null;
    }

    private String text(Entry entry, String what, int longest) {
        if (entry.value() instanceof ScalarNode scalar
                && !scalar.getValue().isBlank()
                && scalar.getValue().strip().length() <= longest) {
            return scalar.getValue().strip();
        }
        find(entry.line(), "%s应为 1 至 %d 个字".formatted(what, longest));
        return null;
    }

    private LocalDate date(String text, int year, int line) {
        LocalDate day;
        try {
            day = LocalDate.parse(text, DATE);
        } catch (DateTimeParseException e) {
            find(line, "“%s”不是有效日期，请写成 %d-01-31 的形式".formatted(shown(text), year));
            return null;
        }
        if (day.getYear() != year) {
            find(line, "日期 %s 不在 %d 年内，请写到 %d 年下".formatted(day, year, day.getYear()));
            return null;
        }
        return day;
    }

    /** One scalar or a sequence of them; a finding if it is neither, or empty. */
    private List<ScalarNode> scalars(Node node, int line, String what, String example) {
        List<Node> items = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
        List<ScalarNode> scalars = new ArrayList<>();
        for (Node item : items) {
            if (item instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
                scalars.add(scalar);
            } else {
                find(Math.max(line, line(item)), "%s 写法不对，例如 %s".formatted(shown(what), example));
            }
        }
        if (items.isEmpty() && !what.equals("workdays")) {
            find(line, shown(what) + " 是空的，例如 " + example);
        }
        return scalars;
    }

    /** The mapping's values by key, with a finding for each key that is unknown or missing. */
    private Map<String, Entry> fields(Node node, int line, String what, List<String> known, List<String> required) {
        Map<String, Entry> fields = new LinkedHashMap<>();
        for (Entry entry : entries(node, line, what)) {
            if (known.contains(entry.key())) {
                fields.put(entry.key(), entry);
            } else {
                find(
                        entry.line(),
                        "%s里有不认识的项“%s”，可用的有 %s".formatted(what, shown(entry.key()), String.join("、", known)));
            }
        }
        if (node instanceof MappingNode) {
            for (String key : required) {
                if (!fields.containsKey(key)) {
                    find(line, what + "缺少 " + key);
                }
            }
        }
        return fields;
    }

    /** The mapping's entries; of two with the same key the first, and a finding. */
    private List<Entry> entries(Node node, int line, String what) {
        if (!(node instanceof MappingNode mapping)) {
            find(line, what + "下应为“名称: 内容”的若干行");
            return List.of();
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int at = line(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                find(at, what + "里的名称应为文字");
                continue;
            }
            Entry earlier = entries.putIfAbsent(key.getValue(), new Entry(key.getValue(), at, tuple.getValueNode()));
            if (earlier != null) {
                find(at, "“%s”重复，第 %d 行已经写过".formatted(shown(key.getValue()), earlier.line()));
            }
        }
        return List.copyOf(entries.values());
    }

    /** Refuses, before nodes are made, what could make endlessly many of them, and what a calendar has no use for. */
    private static void scan(String text) throws BadCalendarFile {
        int depth = 0;
        int documents = 0;
        for (Event event : new Yaml(options()).parse(new StringReader(text))) {
            int line = event.getStartMark() == null ? 1 : event.getStartMark().getLine() + 1;
            if (event instanceof NodeEvent node && node.getAnchor() != null) {
                throw refused(line, "不支持 YAML 的锚点（&）和引用（*），请把内容写全");
            }
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                throw refused(line, "层次太多");
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (event instanceof DocumentStartEvent && ++documents > 1) {
                throw refused(line, "一个文件只能有一份内容，请删去多余的 ---");
            }
        }
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST);
        return options;
    }

    private static String decoded(byte[] content) throws BadCalendarFile {
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(content.length + 1);
        CoderResult result = utf8.decode(ByteBuffer.wrap(content), text, true);
        text.flip();
        String read = text.toString();
        if (result.isError()) {
            throw refused(lineOf(read, read.length()), "不是 UTF-8 编码，请用 UTF-8 另存");
        }
        // what Windows puts in front
        return read.startsWith("\uFEFF") ? read.substring(1) : read;
    }

    private static int lineOf(String text, int position) {
        return (int) text.codePoints().limit(position).filter(c -> c == '\n').count() + 1;
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private void find(int line, String reason) {
        findings.add(new Finding(line, reason));
    }

    static BadCalendarFile tooLarge() {
        return refused(1, "文件超过 %d KB，不是日历文件".formatted(LARGEST / 1024));
    }

    private static BadCalendarFile refused(int line, String reason) {
        return new BadCalendarFile(List.of(new Finding(line, reason)));
    }

    /** What somebody wrote, on one line and short. */
    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() > 40 ? line.substring(0, 40) + "…" : line;
    }

    private static Map<String, DayOfWeek> weekdays() {
        Map<String, DayOfWeek> days = new LinkedHashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(day.name().substring(0, 3), day);
        }
        return days;
    }
}
