package io.aftercare.platform;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** The beans that say they are made for models, see {@link ForModels}. */
@Component
public class ModelBeans {

    private static final ClassValue<List<Method>> MARKED = new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
            return Stream.of(ReflectionUtils.getUniqueDeclaredMethods(ClassUtils.getUserClass(type)))
                    .filter(method -> mark(method) != null)
                    .toList();
        }
    };

    private final ApplicationContext context;
    private final ConcurrentMap<String, Made> known = new ConcurrentHashMap<>();

    ModelBeans(ApplicationContext context) {
        this.context = context;
    }

    /**
     * One of them, for people.
     *
     * @param name what a model writes
     * @param description in Chinese
     * @param calls what an expression may call, by name
     */
    public record Listed(String name, String description, List<Call> calls) {}

    /**
     * What an expression may call.
     *
     * @param written with the names of its parameters, e.g. {@code options(group)}
     * @param description in Chinese
     */
    public record Call(String written, String description) {}

    /** @param methods those that an expression may call, however often a name occurs */
    private record Made(String description, List<Method> methods) {}

    /** All of them by name. */
    public List<Listed> all() {
        return Arrays.stream(context.getBeanNamesForAnnotation(ForModels.class))
                .sorted()
                .flatMap(name -> made(name).map(made -> listed(name, made)).stream())
                .toList();
    }

    private static Listed listed(String name, Made made) {
        return new Listed(
                name,
                made.description(),
                made.methods().stream()
                        .map(method -> new Call(
                                Arrays.stream(method.getParameters())
                                        .map(Parameter::getName)
                                        .collect(Collectors.joining(", ", method.getName() + "(", ")")),
                                mark(method).value()))
                        .sorted(Comparator.comparing(Call::written))
                        .toList());
    }

    /** Whether a bean of this name is made for models. */
    public boolean isMade(String name) {
        return made(name).isPresent();
    }

    /** Whether there is a bean of this name that is not. */
    boolean isPrivate(String name) {
        return context.containsBean(name) && made(name).isEmpty();
    }

    /** What expressions may call at the bean of this name; empty, too, if it is not made for models. */
    List<Method> methods(String name) {
        return made(name).map(Made::methods).orElse(List.of());
    }

    /** The bean of this name, if it is made for models. */
    Optional<Object> find(String name) {
        return made(name).map(made -> context.getBean(name));
    }

    /** What expressions may call at {@code bean}, which {@link #find} gave. */
    static List<Method> methods(Object bean) {
        return MARKED.get(bean.getClass());
    }

    private static ForModels mark(Method method) {
        return AnnotatedElementUtils.findMergedAnnotation(method, ForModels.class);
    }

    /** Asked by name while the engine is being built, when most beans are not there yet; none is made for the answer. */
    private Optional<Made> made(String name) {
        Made made = known.get(name);
        if (made == null && context.containsBean(name)) {
            ForModels mark = context.findAnnotationOnBean(name, ForModels.class, false);
            Class<?> type = context.getType(name, false);
            if (mark != null && type != null) {
                made = new Made(mark.value(), MARKED.get(type));
                known.put(name, made);
            }
        }
        return Optional.ofNullable(made);
    }
}
