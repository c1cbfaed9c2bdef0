package io.aftercare.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which inputs of the forms are free text: whoever fills them in may write anything, also of a person. */
@Component
public class EngineFreeTexts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcClient jdbc;

    EngineFreeTexts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keys of the text inputs without format or pattern, of every form in every version that was ever deployed: an earlier
     * one may have asked for more.
     */
    public Set<String> keys() {
        Set<String> keys = new HashSet<>();
        jdbc.sql("select convert_from(b.bytes_, 'UTF8') from act_re_camformdef f join act_ge_bytearray b"
                        + " on b.deployment_id_ = f.deployment_id_ and b.name_ = f.resource_name_")
                .query(String.class)
                .list()
                .forEach(form -> collect(read(form).path("components"), keys));
        return keys;
    }

    private static JsonNode read(String form) {
        try {
            return JSON.readTree(form);
        } catch (JsonProcessingException e) {
            return JSON.missingNode(); // no case was ever worked on with it
        }
    }

    private static void collect(JsonNode components, Set<String> keys) {
        for (JsonNode component : components) {
            String type = component.path("type").asText();
            boolean read = !component.path("properties").path("format").asText().isEmpty()
                    || !component.path("validate").path("pattern").asText().isEmpty();
            if ((type.equals("textfield") || type.equals("textarea")) && !read) {
                keys.add(component.path("key").asText());
            }
            collect(component.path("components"), keys);
        }
    }
}
