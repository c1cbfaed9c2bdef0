package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.camunda.bpm.engine.rest.mapper.MultipartFormData;
import org.camunda.bpm.engine.rest.mapper.MultipartPayloadProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Each file of an upload is kept under its own name")
class UploadReaderTest {

    /** @param parts name of a part, name of its file, and so on */
    private static MultipartFormData read(String... parts) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < parts.length; i += 2) {
            body.append("--xyz\r\nContent-Disposition: form-data; name=\"")
                    .append(parts[i])
                    .append(parts[i + 1] == null ? "\"" : "\"; filename=\"" + parts[i + 1] + "\"")
                    .append("\r\n\r\ntext\r\n");
        }
        var headers = new MultivaluedHashMap<String, String>();
        headers.add("content-type", "multipart/form-data; boundary=xyz");
        try {
            return new UploadReader()
                    .readFrom(
                            MultipartFormData.class,
                            MultipartFormData.class,
                            new java.lang.annotation.Annotation[0],
                            MediaType.MULTIPART_FORM_DATA_TYPE,
                            headers,
                            new ByteArrayInputStream(
                                    body.append("--xyz--\r\n").toString().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void names_are_read_as_they_were_sent() {
        MultipartFormData form = read("投诉", "投诉.bpmn", "售后", "售后.bpmn", "deployment-name", null);
        assertThat(form.getPartNames()).isEqualTo(Set.of("投诉", "售后", "deployment-name"));
        assertThat(form.getNamedPart("投诉").getFileName()).isEqualTo("投诉.bpmn");
    }

    @Test
    void two_equal_names_are_refused() {
        Refusal files = catchThrowableOfType(Refusal.class, () -> read("a", "投诉.bpmn", "b", "投诉.bpmn"));
        assertThat(files).hasMessageContaining("两个同名文件“投诉.bpmn”");
        assertThat(files.status()).isEqualTo(400);
        assertThat(catchThrowableOfType(Refusal.class, () -> read("a", "一.bpmn", "a", "二.bpmn")))
                .hasMessageContaining("都叫“a”");
        assertThat(read("a", "", "b", "").getPartNames()).hasSize(2);
    }

    @Test
    void it_stands_in_the_place_of_camundas_reader() {
        UploadReader.install();
        UploadReader.install();
        assertThat(CamundaRestResources.getConfigurationClasses())
                .contains(UploadReader.class)
                .doesNotContain(MultipartPayloadProvider.class);
    }
}
