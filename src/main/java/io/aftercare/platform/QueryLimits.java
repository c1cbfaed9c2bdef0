package io.aftercare.platform;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.QueryVariableValue;
import org.camunda.bpm.engine.impl.db.ListQueryParameterObject;

/**
 * Holds a query to {@link QueryProperties}, whichever part of Camunda sends it.
 *
 * <p>The engine's own {@code queryMaxResultsLimit} refuses a query that names no page, which clients of the REST interface may
 * leave out. Here such a query is answered if all of it fits into the largest page, and never in part.
 */
record QueryLimits(QueryProperties limits) {

    private static final Map<Class<?>, List<Field>> FIELDS = new ConcurrentHashMap<>();

    private static final Set<Class<?>> SHARED =
            Set.of(AbstractQuery.class, ListQueryParameterObject.class, Object.class);

    /** The fields in which Camunda's queries name process instances. */
    private static final Pattern INSTANCE = Pattern.compile("(parentP|p)rocessInstanceId(s|In)?");

    /**
     * Asks for one page and a row.
     *
     * @throws Refusal if there is that row, unless the query is about one process instance: Cockpit asks for the whole of it
     */
    <T> List<T> page(ListQueryParameterObject query, Supplier<List<T>> ask) {
        int wanted = query.getMaxResults();
        if (wanted <= limits.page() || isAboutOneInstance(query)) {
            return ask.get();
        }
        query.setMaxResults(limits.page() + 1);
        try {
            List<T> found = ask.get();
            if (found.size() > limits.page()) {
                throw new Refusal("结果超过 " + limits.page() + " 条。请增加查询条件，或者用 firstResult 和 maxResults 分页查询。");
            }
            return found;
        } finally {
            query.setMaxResults(wanted);
        }
    }

    private static boolean isAboutOneInstance(ListQueryParameterObject query) {
        return fields(query.getClass()).stream()
                .filter(field -> INSTANCE.matcher(field.getName()).matches())
                .map(field -> value(field, query))
                .anyMatch(named -> named instanceof String
                        || named instanceof Object[] several && several.length == 1
                        || named instanceof Collection<?> all && all.size() == 1);
    }

    /** @throws Refusal if the query asks for too much at once */
    void check(ListQueryParameterObject query) {
        Size size = new Size();
        size.add(query);
        var findings = new Refusal.Findings();
        check(findings, "variables", size.conditions, limits.conditions(), "个变量条件");
        check(findings, "values", size.values, limits.values(), "个要匹配的值");
        check(findings, "orQueries", size.alternatives(), limits.alternatives(), "组“或”条件");
        check(findings, "sorting", size.orderings, limits.orderings(), "个排序字段");
        findings.refuse("查询条件太多，请减少后再试");
    }

    private static void check(Refusal.Findings findings, String field, int size, int limit, String what) {
        if (size > limit) {
            findings.add(field, "最多 " + limit + " " + what);
        }
    }

    /** How much a query asks, its alternatives included; each of them knows all others. */
    private static final class Size {

        private final Set<ListQueryParameterObject> counted = Collections.newSetFromMap(new IdentityHashMap<>());
        private int conditions;
        private int values;
        private int orderings;

        int alternatives() {
            return counted.size() - 1;
        }

        void add(Object value) {
            if (value instanceof ListQueryParameterObject query) {
                addQuery(query);
            } else if (value instanceof QueryVariableValue) {
                conditions++;
            } else if (value instanceof Collection<?> several) {
                several.forEach(this::add);
            } else if (value instanceof Map<?, ?> several) {
                several.values().forEach(this::add);
            } else if (value instanceof Object[] several) {
                Arrays.asList(several).forEach(this::add);
            } else if (value != null) {
                values++;
            }
        }

        private void addQuery(ListQueryParameterObject query) {
            if (!counted.add(query)) {
                return;
            }
            orderings += query.getOrderingProperties().size();
            fields(query.getClass()).stream()
                    .filter(field -> field.getType() != String.class)
                    .forEach(field -> add(value(field, query)));
        }
    }

    /** Of the query's own kind; what all queries have is counted apart. */
    private static List<Field> fields(Class<?> type) {
        return FIELDS.computeIfAbsent(type, of -> {
            List<Field> fields = new ArrayList<>();
            for (Class<?> c = of; !SHARED.contains(c); c = c.getSuperclass()) {
                for (Field field : c.getDeclaredFields()) {
                    boolean holdsMany = Collection.class.isAssignableFrom(field.getType())
                            || Map.class.isAssignableFrom(field.getType())
                            || field.getType().isArray()
                            || AbstractQuery.class.isAssignableFrom(field.getType());
                    if ((holdsMany || INSTANCE.matcher(field.getName()).matches())
                            && !Modifier.isStatic(field.getModifiers())) {
                        field.setAccessible(true);
                        fields.add(field);
                    }
                }
            }
            return fields;
        });
    }

    private static Object value(Field field, ListQueryParameterObject query) {
        try {
            return field.get(query);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
