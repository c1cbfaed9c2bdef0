package io.aftercare.platform;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.fileupload.FileUpload;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.camunda.bpm.engine.rest.mapper.MultipartFormData;
import org.camunda.bpm.engine.rest.mapper.MultipartPayloadProvider;

/**
 * Reads what is uploaded to Camunda's REST layers. Names are UTF-8, as Modeler and browsers send them (RFC 7578, section 5.1); Camunda
 * reads them in the locale's encoding, in which 投诉.bpmn and 售后.bpmn are one name under {@code LC_ALL=POSIX}. Of two files with
 * one name only one would be kept, so both are refused.
 */
@Provider
@Consumes(MediaType.MULTIPART_FORM_DATA)
public class UploadReader extends MultipartPayloadProvider {

    /** Takes the place of Camunda's reader, in the REST interface and in the web applications. */
    static void install() {
        Set<Class<?>> classes = CamundaRestResources.getConfigurationClasses();
        classes.remove(MultipartPayloadProvider.class);
        classes.add(UploadReader.class);
    }

    @Override
    protected FileUpload createFileUploadInstance() {
        FileUpload upload = super.createFileUploadInstance();
        upload.setHeaderEncoding(StandardCharsets.UTF_8.name());
        return upload;
    }

    @Override
    protected MultipartFormData createMultipartFormDataInstance() {
        return new Parts();
    }

    /** What is wrong with the parts is said after they were read, since the engine wraps whatever goes wrong while it reads. */
    @Override
    public MultipartFormData readFrom(
            Class<MultipartFormData> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        Parts parts = (Parts) super.readFrom(type, genericType, annotations, mediaType, headers, body);
        if (parts.refusal != null) {
            throw parts.refusal;
        }
        return parts;
    }

    private static final class Parts extends MultipartFormData {

        private final Set<String> files = new HashSet<>();
        private Refusal refusal;

        @Override
        public void addPart(FormPart part) {
            String name = part.getFileName();
            if (name != null && !name.isEmpty() && !files.add(name)) {
                refusal = refusal(name, "一次上传里有两个同名文件“" + name + "”，只会留下一个。请改名后再上传。");
            }
            if (getNamedPart(part.getFieldName()) != null) {
                refusal = refusal(part.getFieldName(), "一次上传里有两个部分都叫“" + part.getFieldName() + "”，只会留下一个。请改名后再上传。");
            }
            super.addPart(part);
        }

        private static Refusal refusal(String field, String sentence) {
            return new Refusal(sentence, List.of(new Refusal.Field(field, "名称重复")));
        }
    }
}
