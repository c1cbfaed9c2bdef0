package io.aftercare.attack;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.engine.rest.dto.CamundaQueryParam;
import org.camunda.bpm.engine.rest.impl.DefaultProcessEngineRestServiceImpl;

/** What Camunda's REST interface offers, read from the annotations of its resource classes. */
final class RestInterface {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param path below the interface's root, with its parameters as {@code {id}}
     * @param queries names of the parameters that the query string may have
     * @param members names of the members that the JSON body may have; empty where it takes none, or what they are is open
     * @param body whether it takes one
     */
    record Address(String method, String path, Set<String> queries, Set<String> members, boolean body) {

        boolean reads() {
            return method.equals("GET") || method.equals("OPTIONS");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private final List<Address> addresses = new ArrayList<>();

    private RestInterface() {}

    static List<Address> addresses() {
        RestInterface found = new RestInterface();
        found.read(DefaultProcessEngineRestServiceImpl.class, "", List.of());
        return found.addresses.stream()
                .distinct()
                .sorted(Comparator.comparing(Address::toString))
                .toList();
    }

    private void read(Class<?> resource, String prefix, List<Class<?>> above) {
        if (above.contains(resource)) {
            return;
        }
        List<Class<?>> here = new ArrayList<>(above);
        here.add(resource);
        Set<String> queries = queriesOf(resource);
        for (Method method : resource.getMethods()) {
            String path = prefix + path(method.getAnnotation(Path.class));
            String verb = verb(method);
            if (verb != null) {
                addresses.add(address(verb, path, method, queries));
            } else if (method.isAnnotationPresent(Path.class)) {
                read(method.getReturnType(), path, here);
            }
        }
    }

    private static Address address(String verb, String path, Method method, Set<String> queries) {
        Set<String> names = new LinkedHashSet<>();
        Parameter body = null;
        for (Parameter parameter : method.getParameters()) {
            QueryParam query = parameter.getAnnotation(QueryParam.class);
            if (query != null) {
                names.add(query.value());
            } else if (parameter.getType().getSimpleName().equals("UriInfo")) {
                names.addAll(queries);
            } else if (parameter.getAnnotations().length == 0) {
                body = parameter;
            }
        }
        return new Address(verb, path, names, body == null ? Set.of() : members(body.getType()), body != null);
    }

    private static String path(Path path) {
        if (path == null || path.value().isEmpty() || path.value().equals("/")) {
            return "";
        }
        String plain = path.value().replaceAll("\\{\\s*(\\w+)\\s*(:[^}]*)?}", "{$1}");
        return plain.startsWith("/") ? plain : "/" + plain;
    }

    private static String verb(Method method) {
        return Stream.of(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> type.getAnnotation(HttpMethod.class).value())
                .findFirst()
                .orElse(null);
    }

    /** What a resource's queries may ask for, which its methods read from the address themselves. */
    private static Set<String> queriesOf(Class<?> resource) {
        Set<String> names = new TreeSet<>();
        for (Method method : resource.getMethods()) {
            for (Class<?> type : method.getParameterTypes()) {
                for (Method setter : type.getMethods()) {
                    CamundaQueryParam query = setter.getAnnotation(CamundaQueryParam.class);
                    if (query != null) {
                        names.add(query.value());
                    }
                }
            }
        }
        return names;
    }

    private static Set<String> members(Class<?> type) {
        if (type.getName().startsWith("java.")
                || Arrays.asList(type.getInterfaces()).contains(java.util.Map.class)) {
            return Set.of();
        }
        Set<String> names = new TreeSet<>();
        BeanDescription bean = JSON.getDeserializationConfig().introspect(JSON.constructType(type));
        for (BeanPropertyDefinition property : bean.findProperties()) {
            if (property.couldDeserialize()) {
                names.add(property.getName());
            }
        }
        return names;
    }
}
