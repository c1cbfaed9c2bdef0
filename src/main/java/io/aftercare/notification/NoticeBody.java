package io.aftercare.notification;

import java.util.ArrayList;
import java.util.List;

/**
 * A message as its template wrote it, taken apart: the first line is the subject after {@code 主题：}, and each further line
 * is by its first characters
 *
 * <pre>
 * # text        a heading
 * * name｜value a fact
 * - when｜step  a step (when may be empty)
 * &gt; text        somebody's own words, or a text that was written for the customer
 * text          a paragraph
 * </pre>
 *
 * From it both parts of the mail are made, so that the wording stands once and the parts cannot differ. A value can never
 * start a line or hold a line break, so no text of a customer can pose as another element.
 */
record NoticeBody(String subject, List<Block> blocks) {

    /**
     * Neighbouring lines of one kind.
     *
     * @param type heading, facts, steps, quote or paragraph
     */
    public record Block(String type, List<Row> rows) {}

    /** @param name of a fact, or when of a step; null otherwise and if empty */
    public record Row(String name, String text) {}

    private static final String SUBJECT = "主题：";

    static NoticeBody parse(String written) {
        List<String> lines =
                written.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        if (lines.isEmpty() || !lines.get(0).startsWith(SUBJECT)) {
            throw new IllegalStateException("The first line of a mail template must begin with " + SUBJECT);
        }
        List<Block> blocks = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String type = type(line);
            Row row = row(type, line);
            Block last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
            if (last != null && last.type().equals(type) && !type.equals("paragraph")) {
                last.rows().add(row);
            } else {
                blocks.add(new Block(type, new ArrayList<>(List.of(row))));
            }
        }
        return new NoticeBody(lines.get(0).substring(SUBJECT.length()).strip(), blocks);
    }

    private static String type(String line) {
        if (line.length() > 1 && line.charAt(1) == ' ') {
            switch (line.charAt(0)) {
                case '#':
                    return "heading";
                case '*':
                    return "facts";
                case '-':
                    return "steps";
                case '>':
                    return "quote";
                default:
                    break;
            }
        }
        return "paragraph";
    }

    private static Row row(String type, String line) {
        if (type.equals("paragraph")) {
            return new Row(null, line);
        }
        String text = line.substring(2).strip();
        int bar = type.equals("facts") || type.equals("steps") ? text.indexOf('｜') : -1;
        if (bar < 0) {
            return new Row(null, text);
        }
        String name = text.substring(0, bar).strip();
        return new Row(name.isEmpty() ? null : name, text.substring(bar + 1).strip());
    }

    /** The body as plain text. */
    String plain() {
        StringBuilder out = new StringBuilder();
        for (Block block : blocks) {
            out.append(out.isEmpty() ? "" : "\n");
            int number = 0;
            for (Row row : block.rows()) {
                switch (block.type()) {
                    case "heading" -> out.append("【").append(row.text()).append("】");
                    case "facts" -> out.append(row.name()).append("：").append(row.text());
                    case "steps" -> {
                        out.append(++number).append(". ").append(row.text());
                        if (row.name() != null) {
                            out.append("（").append(row.name()).append("）");
                        }
                    }
                    case "quote" -> out.append("    ").append(row.text());
                    default -> out.append(row.text());
                }
                out.append('\n');
            }
        }
        return out.toString();
    }
}
