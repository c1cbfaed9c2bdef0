package io.aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Every pattern of the product is tried on texts made to lead it astray, and the looks at a character are counted: {@code
 * java.util.regex} tries one way after the other, and what somebody types must not decide how many there are. Patterns that
 * process owners write are checked by RE2, which has no such ways.
 */
@DisplayName("Patterns that meet what people type take time that grows with the text and no faster")
class LinearPatternsTest {

    private static final int LENGTH = 1_500;
    private static final long LOOKS = 120L * LENGTH;

    /** A call that takes a pattern, and the literals it is given. */
    private static final Pattern CALL = Pattern.compile(
            "(?<call>Pattern\\s*\\.compile|Pattern\\s*\\.matches|\\.matches|\\.replaceAll|\\.replaceFirst|\\.split)"
                    + "\\(\\s*(?<literals>\"(?:[^\"\\\\]|\\\\.)*\"(?:\\s*\\+\\s*\"(?:[^\"\\\\]|\\\\.)*\")*)?(?<more>\\s*\\+)?");

    /** A file whose patterns are held against whole texts and looked for in none. */
    private static final Pattern ONLY_WHOLE = Pattern.compile(
            "\\A(?![\\s\\S]*(?:\\.find\\(|\\.lookingAt\\(|atcher\\([^()]*\\)\\.replace|\\.results\\(|asPredicate))");

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Patterns that are not written where they are used, each looked at by hand. */
    private static final Set<String> ELSEWHERE = Set.of(
            // a step of the deadline table between two literals, quoted
            "EngineDeadlineTimers",
            // of the configuration of the engine, for ids of a company's login
            "CompanyAccounts",
            // RE2, which has no ways to try
            "FormReader",
            "EngineModelGate");

    private record Found(String file, boolean whole, String pattern) {}

    @Test
    void no_text_leads_a_pattern_astray() throws IOException {
        Set<String> astray = new TreeSet<>();
        for (Found found : patterns()) {
            Pattern pattern = Pattern.compile(found.pattern());
            for (String text : hostile(found.pattern())) {
                if (!isLinear(pattern, found.whole(), text)) {
                    astray.add(found.file() + ": " + found.pattern() + " on " + text.substring(0, 6) + "…"
                            + text.substring(text.length() - 3));
                    break;
                }
            }
        }
        assertThat(astray).isEmpty();
    }

    @Test
    void a_pattern_that_goes_astray_would_be_found() {
        for (String pattern : List.of("[。，]+$", "\\s*\\R\\s*", "(a+)+b", "a.*b.*c.*d", "[a-z]+@[a-z]+\\.[a-z]+")) {
            assertThat(hostile(pattern)).as(pattern).anyMatch(text -> !isLinear(Pattern.compile(pattern), false, text));
        }
    }

    private static List<Found> patterns() throws IOException {
        List<Found> patterns = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                String source = Files.readString(file);
                Matcher call = CALL.matcher(source);
                while (call.find()) {
                    boolean compiled = call.group("call").startsWith("Pattern");
                    if (call.group("literals") == null || call.group("more") != null) {
                        assertThat(compiled && !ELSEWHERE.contains(name))
                                .as("%s: a pattern that is not a literal cannot be tried here", name)
                                .isFalse();
                        continue;
                    }
                    StringBuilder pattern = new StringBuilder();
                    Matcher literal = LITERAL.matcher(call.group("literals"));
                    while (literal.find()) {
                        pattern.append(literal.group(1).translateEscapes());
                    }
                    boolean whole = call.group("call").endsWith("matches");
                    if (whole || compiled && source.contains(".matches()")) {
                        patterns.add(new Found(name, true, pattern.toString()));
                    }
                    if (!whole && !(compiled && ONLY_WHOLE.matcher(source).find())) {
                        patterns.add(new Found(name, false, pattern.toString()));
                    }
                }
            }
        }
        assertThat(patterns).hasSizeGreaterThan(50);
        return patterns;
    }

    /** Runs of the pattern's own letters and words and of a few others, with and without an end that does not fit. */
    private static List<String> hostile(String pattern) {
        Set<String> pieces = new LinkedHashSet<>(List.of("a", "1", " ", "\n", "。", "\""));
        Matcher words = Pattern.compile("[\\p{L}]{3,}|[^\\\\^$*+?(){}|\\[\\]]").matcher(pattern);
        while (words.find() && pieces.size() < 22) {
            pieces.add(words.group());
        }
        List<String> texts = new ArrayList<>();
        for (String piece : pieces) {
            String run = run(piece);
            texts.add(run);
            for (String other : pieces) {
                texts.add(run + other);
                texts.add(run(piece + other));
                if (other.length() > 1) {
                    texts.add(other + run);
                }
            }
            texts.add("\u0001" + run + "\u0001");
        }
        return texts;
    }

    private static String run(String piece) {
        return piece.repeat(LENGTH / piece.length() + 1).substring(0, LENGTH);
    }

    private static boolean isLinear(Pattern pattern, boolean whole, String text) {
        Matcher matcher = pattern.matcher(new Counted(text, new long[1]));
        try {
            if (whole) {
                matcher.matches();
            } else {
                while (matcher.find()) {
                    // to the end
                }
            }
            return true;
        } catch (TooManyLooks | StackOverflowError e) {
            return false;
        }
    }

    private static final class TooManyLooks extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManyLooks() {
            super(null, null, false, false);
        }
    }

    private record Counted(String text, long[] looks) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++looks[0] > LOOKS) {
                throw new TooManyLooks();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
