package io.aftercare.casebook;

import java.util.List;
import java.util.function.LongFunction;

/**
 * A page of a long list.
 *
 * @param number of this page, from 1
 * @param pages at least 1
 */
record Page<R>(List<R> rows, long total, int number, int pages) {

    static final int SIZE = 50;

    /**
     * @param wanted page from 1; a page that does not exist becomes the nearest one
     * @param rows at most {@link #SIZE} rows behind as many as it is given
     */
    static <R> Page<R> of(long total, int wanted, LongFunction<List<R>> rows) {
        return of(total, wanted, SIZE, rows);
    }

    /** As {@link #of(long, int, LongFunction)}, with pages of another size. */
    static <R> Page<R> of(long total, int wanted, int size, LongFunction<List<R>> rows) {
        int pages = (int) Math.max(1, (total + size - 1) / size);
        int shown = Math.min(Math.max(1, wanted), pages);
        return new Page<>(rows.apply((long) (shown - 1) * size), total, shown, pages);
    }

    /** The number that an address carries; the first page for what is none. */
    static int number(String text) {
        return number(text, 1);
    }

    /** As {@link #number(String)}, with another page for what is no number. */
    static int number(String text, int otherwise) {
        return text.matches("[1-9]\\d{0,7}") ? Integer.parseInt(text) : otherwise;
    }
}
