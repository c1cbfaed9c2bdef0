package io.aftercare.platform;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.spin.json.SpinJsonNode;
import org.joda.time.DateTime;

/**
 * What an expression may call on what it meets: methods that read a value or make another from it, in time and space that are
 * linear in what they are given; variables and plain properties of the execution and the task; the components of our records;
 * and what a bean made for models offers. Everything else does not exist for it, {@code getClass} first of all, nor any method
 * that takes a pattern or a format, or that repeats.
 */
final class HarmlessMethods {

    private static final String TIMES =
            """
            isBefore isAfter isEqual compareTo equals toString
            getYear getMonth getMonthValue getMonthOfYear getDayOfMonth getDayOfWeek getDayOfYear
            getHour getHourOfDay getMinute getMinuteOfHour getSecond getSecondOfMinute getNano getMillis
            getEpochSecond getDays getMonths getYears getSeconds getValue toEpochMilli toEpochDay toEpochSecond
            toDays toHours toMinutes toSeconds toMillis isNegative isZero
            toLocalDate toLocalTime toLocalDateTime toInstant toDate
            plusYears plusMonths plusWeeks plusDays plusHours plusMinutes plusSeconds plusMillis
            minusYears minusMonths minusWeeks minusDays minusHours minusMinutes minusSeconds minusMillis
            withTimeAtStartOfDay
            """;

    private static final String VARIABLES =
            """
            getVariable getVariableLocal getVariables getVariablesLocal getVariableNames getVariableNamesLocal
            hasVariable hasVariableLocal hasVariables hasVariablesLocal
            setVariable setVariableLocal removeVariable removeVariableLocal
            getId getProcessInstanceId getProcessDefinitionId getEventName getTenantId
            """;

    private static final Map<Class<?>, List<Method>> BY_TYPE = new LinkedHashMap<>();

    static {
        allow(
                String.class,
                """
                length isEmpty isBlank charAt contains startsWith endsWith indexOf lastIndexOf substring concat
                trim strip toLowerCase toUpperCase equals equalsIgnoreCase compareTo compareToIgnoreCase toString
                """);
        allow(Number.class, "intValue longValue doubleValue equals toString");
        for (Class<?> number : List.of(Integer.class, Long.class, Double.class, Short.class, Float.class)) {
            allow(number, "compareTo");
        }
        allow(Boolean.class, "booleanValue equals toString");
        allow(Enum.class, "name toString equals");
        allow(Date.class, "getTime before after compareTo equals toInstant toString");
        for (Class<?> time : List.of(
                Instant.class,
                LocalDate.class,
                LocalDateTime.class,
                LocalTime.class,
                OffsetDateTime.class,
                ZonedDateTime.class,
                Duration.class,
                Period.class,
                DayOfWeek.class,
                Month.class,
                DateTime.class)) {
            allow(time, TIMES);
        }
        allow(Collection.class, "size isEmpty contains");
        allow(List.class, "get indexOf lastIndexOf");
        allow(Map.class, "get getOrDefault containsKey containsValue keySet values size isEmpty");
        allow(
                SpinJsonNode.class,
                """
                prop/1 hasProp elements fieldNames value stringValue numberValue boolValue toString
                isObject isArray isString isNumber isBoolean isNull isValue contains indexOf lastIndexOf
                """);
        allow(DmnDecisionResult.class, "getSingleResult getFirstResult getSingleEntry collectEntries");
        allow(DmnDecisionResultEntries.class, "getEntry getFirstEntry getSingleEntry getEntryMap");
        allow(
                DelegateExecution.class,
                VARIABLES
                        + """
                        getProcessBusinessKey getBusinessKey setProcessBusinessKey getParentId getCurrentActivityId
                        getCurrentActivityName getActivityInstanceId getParentActivityInstanceId getCurrentTransitionId isCanceled
                        """);
        allow(
                DelegateTask.class,
                VARIABLES
                        + """
                        getName getDescription getPriority getExecutionId getCreateTime getTaskDefinitionKey getOwner
                        getAssignee getDueDate getFollowUpDate setName setDescription setPriority setOwner setAssignee
                        setDueDate setFollowUpDate addCandidateUser addCandidateGroup
                        """);
    }

    private HarmlessMethods() {}

    /** @param names with the number of parameters where not all of that name are meant, e.g. {@code prop/1} */
    private static void allow(Class<?> type, String names) {
        Set<String> allowed = Set.of(names.strip().split("\\s+"));
        BY_TYPE.put(
                type,
                Arrays.stream(type.getMethods())
                        .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
                        .filter(method -> allowed.contains(method.getName())
                                || allowed.contains(method.getName() + '/' + method.getParameterCount()))
                        .toList());
    }

    /** The methods of this name and number of parameters that may be called on {@code base}. */
    static List<Method> of(Object base, String name, int parameters) {
        return Stream.concat(ModelBeans.methods(base).stream(), ofType(base.getClass()))
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == parameters)
                .toList();
    }

    /** What reads the property {@code name} of {@code base}, as in {@code execution.processBusinessKey}. */
    static Optional<Method> reading(Object base, String name) {
        return readingOfType(base.getClass(), name);
    }

    /** Whether a method of this name, whatever its parameters, may be called on what is known to be of {@code type}. */
    static boolean isAllowed(Class<?> type, String name) {
        return ofType(type).anyMatch(method -> method.getName().equals(name));
    }

    /** Whether the property may be read of what is known to be of {@code type}. */
    static boolean isReadable(Class<?> type, String property) {
        return readingOfType(type, property).isPresent();
    }

    private static Optional<Method> readingOfType(Class<?> type, String property) {
        String suffix = property.isEmpty() ? "" : Character.toUpperCase(property.charAt(0)) + property.substring(1);
        Set<String> names = type.isRecord() ? Set.of(property) : Set.of("get" + suffix, "is" + suffix);
        return ofType(type)
                .filter(method -> method.getParameterCount() == 0 && names.contains(method.getName()))
                .findFirst();
    }

    private static Stream<Method> ofType(Class<?> type) {
        if (type.isRecord()) {
            return isOurs(type)
                    ? Arrays.stream(type.getRecordComponents()).map(RecordComponent::getAccessor)
                    : Stream.empty();
        }
        return BY_TYPE.entrySet().stream()
                .filter(entry -> entry.getKey().isAssignableFrom(type))
                .flatMap(entry -> entry.getValue().stream())
                .distinct();
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("io.aftercare.");
    }
}
