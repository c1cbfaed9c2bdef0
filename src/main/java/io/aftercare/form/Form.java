package io.aftercare.form;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A form as far as the server cares: its inputs.
 *
 * @param id the form's id, which a task refers to
 * @param inputs by key, in the form's order
 */
record Form(String id, Map<String, Input> inputs) {

    /** A text in a condition, or a name. */
    private static final Pattern WORD = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|([\\p{L}_][\\p{L}\\p{N}_]*)");

    /** How many conditions after one another form-js 1.8.7 follows: it asks all of them twice, whatever the answers. */
    private static final int FOLLOWED = 2;

    /**
     * The inputs of which only the browser knows whether it shows them: they lie beyond what form-js follows and hang on something that
     * is hidden there and so not submitted, or their conditions go round in circles.
     *
     * @param hidden what was hidden, if only for a moment
     */
    Set<String> inDoubt(Set<String> hidden) {
        Map<String, Set<String>> named = new HashMap<>();
        inputs.forEach((key, input) -> named.put(
                key,
                input.hides().stream()
                        .flatMap(condition -> WORD.matcher(condition).results())
                        .map(word -> word.group(1))
                        .filter(name -> name != null && inputs.containsKey(name))
                        .collect(Collectors.toSet())));
        Map<String, Set<String>> hangsOn = new HashMap<>();
        named.keySet().forEach(key -> hangsOn.put(key, all(key, named, new HashSet<>())));
        return named.keySet().stream()
                .filter(key -> isBeyond(key, named, FOLLOWED))
                .filter(key -> !Collections.disjoint(hangsOn.get(key), hidden)
                        || hangsOn.get(key).stream()
                                .anyMatch(each -> hangsOn.get(each).contains(each)))
                .collect(Collectors.toSet());
    }

    private boolean isBeyond(String key, Map<String, Set<String>> named, int left) {
        return !inputs.get(key).hides().isEmpty()
                && (left == 0 || named.get(key).stream().anyMatch(each -> isBeyond(each, named, left - 1)));
    }

    private static Set<String> all(String key, Map<String, Set<String>> named, Set<String> found) {
        for (String each : named.get(key)) {
            if (found.add(each)) {
                all(each, named, found);
            }
        }
        return found;
    }
}
