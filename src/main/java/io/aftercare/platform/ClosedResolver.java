package io.aftercare.platform;

import java.beans.FeatureDescriptor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.impl.el.VariableContextElResolver;
import org.camunda.bpm.engine.impl.el.VariableScopeElResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ExpressionFactory;
import org.camunda.bpm.impl.juel.jakarta.el.PropertyNotWritableException;
import org.springframework.util.ReflectionUtils;

/**
 * What names mean in a model's expressions, and what can be asked of what they name.
 *
 * <p>A name is a bean made for models, or else what the engine itself puts there ({@code execution}, {@code task}, {@code
 * authenticatedUserId}), or else a variable. Beans come first: whoever may set variables cannot put something else in the place of
 * {@code ${enforceFourEyes}}. What can be asked is in {@link HarmlessMethods}. Nothing can be assigned.
 */
final class ClosedResolver extends ELResolver {

    private final ModelBeans beans;
    private final List<ELResolver> scopes = List.of(new VariableScopeElResolver(), new VariableContextElResolver());

    ClosedResolver(ModelBeans beans) {
        this.beans = beans;
    }

    @Override
    public Object getValue(ELContext context, Object base, Object property) {
        if (base == null) {
            return named(context, (String) property);
        }
        if (base instanceof Map<?, ?> map) {
            context.setPropertyResolved(true);
            return map.get(property);
        }
        if (base instanceof List<?> list && property instanceof Number index) {
            context.setPropertyResolved(true);
            return index.intValue() >= 0 && index.intValue() < list.size() ? list.get(index.intValue()) : null;
        }
        Optional<Method> reading = HarmlessMethods.reading(base, String.valueOf(property));
        return reading.isPresent() ? call(context, base, reading.get()) : null;
    }

    private Object named(ELContext context, String name) {
        Optional<Object> bean = beans.find(name);
        if (bean.isPresent()) {
            context.setPropertyResolved(true);
            return bean.get();
        }
        for (ELResolver scope : scopes) {
            Object value = scope.getValue(context, null, name);
            if (context.isPropertyResolved()) {
                return value;
            }
        }
        return null;
    }

    @Override
    public Object invoke(ELContext context, Object base, Object name, Class<?>[] types, Object[] given) {
        Object[] arguments = given == null ? new Object[0] : given;
        ExpressionFactory factory = (ExpressionFactory) context.getContext(ExpressionFactory.class);
        Method best = null;
        Object[] bestArguments = null;
        int bestRank = -1;
        for (Method method : HarmlessMethods.of(base, String.valueOf(name), arguments.length)) {
            Object[] converted = new Object[arguments.length];
            int rank = convert(factory, method, arguments, converted);
            if (rank > bestRank) {
                best = method;
                bestArguments = converted;
                bestRank = rank;
            }
        }
        return best == null ? null : call(context, base, best, bestArguments);
    }

    /** Fills in what the method would be given; how many of it are what they were, or -1 if it cannot be given all of them. */
    private static int convert(ExpressionFactory factory, Method method, Object[] given, Object[] converted) {
        int asTheyWere = 0;
        for (int i = 0; i < given.length; i++) {
            try {
                converted[i] = factory.coerceToType(given[i], method.getParameterTypes()[i]);
            } catch (ELException e) {
                return -1;
            }
            asTheyWere += converted[i] == given[i] ? 1 : 0;
        }
        return asTheyWere;
    }

    private static Object call(ELContext context, Object base, Method method, Object... arguments) {
        try {
            ReflectionUtils.makeAccessible(method);
            Object result = method.invoke(base, arguments);
            context.setPropertyResolved(true);
            return result;
        } catch (InvocationTargetException e) {
            throw new ELException(e.getCause()); // the engine looks for BPMN errors and refusals in it
        } catch (IllegalAccessException e) {
            throw new ELException(e);
        }
    }

    @Override
    public void setValue(ELContext context, Object base, Object property, Object value) {
        throw new PropertyNotWritableException("an expression assigns nothing: " + property);
    }

    @Override
    public boolean isReadOnly(ELContext context, Object base, Object property) {
        context.setPropertyResolved(true);
        return true;
    }

    @Override
    public Class<?> getType(ELContext context, Object base, Object property) {
        return null;
    }

    @Override
    public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, Object base) {
        return null;
    }

    @Override
    public Class<?> getCommonPropertyType(ELContext context, Object base) {
        return Object.class;
    }
}
