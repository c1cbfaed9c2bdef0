package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.camunda.bpm.impl.juel.jakarta.el.PropertyNotWritableException;
import org.camunda.spin.Spin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

@DisplayName("An expression sees variables, beans made for models, and harmless methods")
class ClosedExpressionsTest {

    private final AnnotationConfigApplicationContext context =
            new AnnotationConfigApplicationContext(ModelBeansTest.Greeting.class, ModelBeansTest.Vault.class);
    private final ModelBeans beans = new ModelBeans(context);
    private final GuardedExpressionManager manager = new GuardedExpressionManager(beans);

    /** As a bean of ours may give it. */
    record Goods(String name, int pieces) {}

    /** As nobody may give it. */
    public static final class Opaque {
        public String name() {
            return "name";
        }

        public String getName() {
            return "name";
        }
    }

    @AfterEach
    void close() {
        context.close();
    }

    private static VariableMap variables() {
        return Variables.createVariables()
                .putValue("text", "退货，3 件")
                .putValue("number", 7)
                .putValue("price", new BigDecimal("12.50"))
                .putValue("yes", true)
                .putValue("date", new Date(0))
                .putValue("instant", Instant.EPOCH)
                .putValue("day", LocalDate.of(2025, 11, 22))
                .putValue("list", List.of("a", "b"))
                .putValue("map", Map.of("key", "value", "class", "a word"))
                .putValue("json", Spin.JSON("{\"a\": [1, 2], \"b\": \"x\"}"))
                .putValue("goods", new Goods("手机壳", 2))
                .putValue("opaque", new Opaque())
                .putValue("uuid", new UUID(0, 0))
                .putValue("bytes", new byte[] {1})
                .putValue("stream", new ByteArrayInputStream(new byte[] {1}))
                .putValue("state", Thread.State.NEW)
                .putValue("greeting", "not the bean")
                .putValue("long", "a".repeat(15_000));
    }

    private Object evaluate(String expression) {
        return manager.createValueExpression(expression)
                .getValue(manager.createElContext(variables().asVariableContext()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${number + 1}|8",
                "${text.length()}|6",
                "${text.contains('退货')}|true",
                "${text.substring(0, 2)}|退货",
                "${text.indexOf('货')}|1",
                "${text.startsWith('退') ? 'a' : 'b'}|a",
                "${text.charAt(0)}|退",
                "${number == 7 && yes}|true",
                "${number.intValue() > 6}|true",
                "${price.intValue() == 12 or false}|true",
                "${price > 12}|true",
                "${date.time}|0",
                "${date.getTime() + 1}|1",
                "${instant.plusSeconds(60)}|1970-01-01T00:01:00Z",
                "${day.plusDays(1).dayOfMonth}|23",
                "${list[1]}|b",
                "${list.get(0)}|a",
                "${list.contains('b')}|true",
                "${empty list}|false",
                "${map.key}|value",
                "${map['key']}|value",
                "${map.get('key')}|value",
                "${map.class}|a word",
                "${json.prop('b').stringValue()}|x",
                "${json.prop('a').elements().size()}|2",
                "${goods.name}|手机壳",
                "${goods.name()}|手机壳",
                "${state.name()}|NEW",
                "订单 ${number} ${text}|订单 7 退货，3 件",
                "#{number}|7",
                "${greeting.to('王芳')}|您好，王芳",
                "${greeting.to()}|大家好",
            })
    void reads_values(String expression, String expected) {
        assertThat(String.valueOf(evaluate(expression))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${text.getClass()}",
                "${text.class}",
                "${text['class']}",
                "${text['cla'.concat('ss')]}",
                "${text['getClass']()}",
                "${goods.class}",
                "${goods.getClass()}",
                "${goods.hashCode()}",
                "${opaque.name}",
                "${opaque.name()}",
                "${uuid.class}",
                "${bytes.class}",
                "${bytes[0]}",
                "${stream.readAllBytes()}",
                "${state.declaringClass}",
                "${state.getDeclaringClass()}",
                "${list.getClass()}",
                "${list.stream()}",
                "${list.iterator()}",
                "${list.add('c')}",
                "${map.put('a', 'b')}",
                "${map.getClass()}",
                "${json.mapTo('java.lang.Object')}",
                "${json.prop('c', 'd')}",
                "${json.jsonPath('$')}",
                "${json.unwrap()}",
                "${text.matches('(a+)+b')}",
                "${text.replaceAll('(a+)+b', '')}",
                "${text.split('(a+)+b')}",
                "${text.repeat(2000000000)}",
                "${text.format('%2000000000d', 1)}",
                "${text.formatted()}",
                "${text.getBytes()}",
                "${text.intern()}",
                "${date.setTime(1)}",
                "${price.toBigInteger()}",
                "${price.setScale(999999999)}",
                "${price + '1E999999999'}",
                "${price.toPlainString()}",
                "${instant.atZone('UTC')}",
                "${instant.query(null)}",
                "${vault.open()}",
                "${vault}",
                "${environment}",
                "${systemProperties}",
                "${applicationContext}",
                "${greeting.secret()}",
                "${greeting.secret}",
                "${greeting.class}",
                "${greeting.hashCode()}",
                "${variableContext.resolve('number')}",
                "${long}${long}",
                "${long.concat(long)}",
            })
    void and_nothing_else(String expression) {
        assertThatThrownBy(() -> evaluate(expression)).isInstanceOf(ELException.class);
    }

    @Test
    void a_bean_cannot_be_replaced_by_a_variable() {
        assertThat(evaluate("${greeting}")).isInstanceOf(ModelBeansTest.Greeting.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${number}", "${map.key}", "${map['key']}", "${list[0]}", "${goods.name}", "${greeting}"})
    void nothing_is_assigned(String expression) {
        assertThatThrownBy(() -> manager.createValueExpression(expression)
                        .setValue(manager.createElContext(variables().asVariableContext()), "x"))
                .isInstanceOf(PropertyNotWritableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${XML('<a/>')}", "${unknown()}", "${java:exec('id')}"})
    void functions_are_those_that_are_known(String expression) throws NoSuchMethodException {
        manager.addFunction("XML", String.class.getMethod("valueOf", Object.class));
        assertThatThrownBy(() -> manager.createValueExpression(expression)).isInstanceOf(ELException.class);
    }

    @Test
    void an_expression_has_a_largest_size_and_depth() {
        assertThatThrownBy(() -> evaluate("${" + "(".repeat(51) + 1 + ")".repeat(51) + "}"))
                .isInstanceOf(ELException.class);
        assertThatThrownBy(() -> evaluate("${1" + " + 1".repeat(1_000) + "}")).isInstanceOf(ELException.class);
        assertThat(evaluate("${" + "(".repeat(50) + 1 + ")".repeat(50) + "}")).isEqualTo(1L);
        // a text without an expression is no expression
        assertThat(evaluate("(".repeat(10_000))).isEqualTo("(".repeat(10_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "bytes", "uuid", "opaque"})
    void feel_sees_nothing_in_what_is_no_value(String opaque) {
        assertThat(feel(opaque)).isNull();
        assertThat(feel(opaque + ".class")).isNull();
        assertThat(feel(opaque + ".name")).isNull();
        assertThatThrownBy(() -> feel(opaque + ".getClass()")).isInstanceOf(FeelException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "number + 1|8",
                "json.a[2]|2",
                "json.b|x",
                "map.key|value",
                "list[1]|a",
                "text|退货，3 件",
                "price * 2|25",
                "yes and number = 7|true"
            })
    void feel_reads_values(String expression, String expected) {
        assertThat(String.valueOf(feel(expression))).isEqualTo(expected);
    }

    @Test
    void feel_calls_no_java() {
        assertThatThrownBy(() -> feel(
                        "{ f: function(x) external { java: { class: \"java.lang.Math\", method signature: \"abs(int)\" } },"
                                + " r: f(-1) }.r"))
                .isInstanceOf(FeelException.class);
    }

    private static Object feel(String expression) {
        return ClosedFeelEngine.create()
                .evaluateSimpleExpression(expression, variables().asVariableContext());
    }
}
