package io.aftercare.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.dto.VariableValueDto;
import org.camunda.bpm.engine.rest.mapper.JacksonConfigurator;

/**
 * Finds the variables of a request that Camunda's REST layer cannot read, as a number that is declared {@code Integer} and says
 * {@code "many"}. It refuses the whole request for the first of them, in English, without its name.
 */
final class UnreadableVariables {

    private static final ObjectMapper CAMUNDAS = JacksonConfigurator.configureObjectMapper(new ObjectMapper());

    /** Where tasks, starts, and messages carry their variables. */
    private static final List<String> MEMBERS = List.of("variables", "processVariables");

    private UnreadableVariables() {}

    /**
     * Throws a {@link Refusal} that names each of them; does nothing where there is none.
     *
     * @param body what was sent, null where it was no JSON
     */
    static void refuse(byte[] body, ProcessEngine engine) {
        var findings = new Refusal.Findings();
        for (String member : MEMBERS) {
            for (Map.Entry<String, JsonNode> variable : read(body).path(member).properties()) {
                String reason = objection(variable.getValue(), engine);
                if (reason != null) {
                    findings.add(variable.getKey(), reason);
                }
            }
        }
        findings.refuse("请更正后再提交");
    }

    private static JsonNode read(byte[] body) {
        try {
            return body == null ? CAMUNDAS.missingNode() : CAMUNDAS.readTree(body);
        } catch (IOException e) {
            return CAMUNDAS.missingNode();
        }
    }

    private static String objection(JsonNode variable, ProcessEngine engine) {
        VariableValueDto value;
        try {
            value = CAMUNDAS.treeToValue(variable, VariableValueDto.class);
        } catch (IOException e) {
            value = null;
        }
        if (value == null) {
            return "变量应写成 {\"value\": 值}";
        }
        try {
            value.toTypedValue(engine, CAMUNDAS);
            return null;
        } catch (RuntimeException e) {
            return "填写的值与注明的类型“" + value.getType() + "”不符";
        }
    }
}
