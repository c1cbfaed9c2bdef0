package io.aftercare.platform;

import camundajar.impl.scala.Function1;
import camundajar.impl.scala.Option;
import camundajar.impl.scala.collection.immutable.List;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelEngineFactory;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.spin.SpinValueMapperFactory;
import org.camunda.feel.context.Context;
import org.camunda.feel.impl.DefaultValueMapper;
import org.camunda.feel.impl.JavaValueMapper;
import org.camunda.feel.impl.interpreter.ObjectContext;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValContext;
import org.camunda.feel.syntaxtree.ValNull$;
import org.camunda.feel.valuemapper.CustomValueMapper;

/**
 * FEEL that knows values only. As Camunda ships it, a variable that is a file or bytes is an object to it whose public methods can
 * all be called, {@code getClass()} among them; here such a variable is null.
 */
public final class ClosedFeelEngine extends ScalaFeelEngine {

    /** For the decision tables. */
    static final FeelEngineFactory FACTORY = ClosedFeelEngine::create;

    private ClosedFeelEngine() {
        super(java.util.List.of());
    }

    public static FeelEngine create() {
        return new ClosedFeelEngine();
    }

    @Override
    protected List<CustomValueMapper> getValueMappers() {
        return toScalaList(new ValuesOnly(), new SpinValueMapperFactory().createInstance());
    }

    /** What is no value of Java's is left to FEEL's own mapper, the last to be asked, unless it would see an object in it. */
    private static final class ValuesOnly extends JavaValueMapper {

        @Override
        public Option<Val> toVal(Object value, Function1<Object, Val> inner) {
            Option<Val> found = super.toVal(value, inner);
            if (found.isDefined()) {
                return found;
            }
            Option<Val> last = DefaultValueMapper.instance().toVal(value, inner);
            return last.isDefined() && last.get() instanceof ValContext context && isObject(context)
                    ? Option.apply(ValNull$.MODULE$)
                    : last;
        }

        private static boolean isObject(ValContext value) {
            Context context =
                    value.context() instanceof Context.CacheContext cached ? cached.context() : value.context();
            return context instanceof ObjectContext;
        }
    }
}
