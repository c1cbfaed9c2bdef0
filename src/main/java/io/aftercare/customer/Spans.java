package io.aftercare.customer;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** What is masked of a text. */
final class Spans {

    private record Span(int start, int end, Supplier<String> mask) {}

    private final FoldedText text;
    private final List<Span> spans = new ArrayList<>();
    private final BitSet goods = new BitSet();

    Spans(FoldedText text) {
        this.text = text;
    }

    /** These folded characters are known to be the number of goods, parcels or faults, and no document of a person. */
    void ofGoods(int from, int to) {
        goods.set(from, to);
    }

    boolean isOfGoods(int i) {
        return goods.get(i);
    }

    /** @param from first folded character; @param to the one behind the last */
    void add(int from, int to, String mask) {
        add(from, to, () -> mask);
    }

    /** @param mask asked for only where it is shown: of overlapping finds there may be as many as characters */
    void add(int from, int to, Supplier<String> mask) {
        Span span = new Span(text.start(from), text.end(to - 1), mask);
        Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
        if (last != null && last.start() < span.start() && span.start() < last.end()) {
            // what overlaps becomes one in the end; here already, so that there are never as many as characters
            if (span.end() > last.end()) {
                spans.set(spans.size() - 1, new Span(last.start(), span.end(), last.mask()));
            }
        } else {
            spans.add(span);
        }
    }

    /** Overlapping finds become one, shown as the one that begins first, of those the longest. */
    String masked() {
        if (spans.isEmpty()) {
            return text.text();
        }
        spans.sort(Comparator.comparingInt(Span::start).thenComparing(s -> -s.end()));
        StringBuilder masked = new StringBuilder(text.text().length());
        int from = 0;
        for (Span span : spans) {
            if (span.start() >= from) {
                masked.append(text.text(), from, span.start())
                        .append(span.mask().get());
            }
            from = Math.max(from, span.end());
        }
        return masked.append(text.text(), from, text.text().length()).toString();
    }
}
