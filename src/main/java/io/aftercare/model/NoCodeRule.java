package io.aftercare.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercare.platform.ModelExpressions;
import io.aftercare.platform.Xml;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.XMLConstants;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.springframework.stereotype.Component;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A model is not code: it names nothing that would be run or loaded as the server, nor a page that would run in other people's
 * browsers, and its expressions see what is meant for them.
 *
 * <p>Names are compared without their namespace, because the engine takes Camunda's, that of its predecessor, and for most BPMN
 * elements any.
 *
 * @see <a href="https://docs.camunda.org/manual/7.24/reference/bpmn20/custom-extensions/">Camunda: extension elements and attributes</a>
 */
@Component
class NoCodeRule {

    private static final String A_CLASS = "不能使用 Java 类";
    private static final String A_SCRIPT = "不能使用脚本，请改用表达式、决策表或已有的服务任务";
    private static final String A_FORM = "只能使用 Camunda 表单（Form reference）";

    /** Attributes that are not allowed anywhere in a diagram. */
    private static final Map<String, String> ATTRIBUTES = Map.of(
            "class", A_CLASS,
            "variableMappingClass", A_CLASS,
            "formHandlerClass", A_CLASS,
            "resource", A_SCRIPT,
            "type", "不能使用 %s 类型的任务，请改用已有的服务任务",
            "topic", "不能使用外部任务，没有程序会去处理它",
            "caseRef", "不能调用 CMMN 案例");

    /** Elements, likewise. */
    private static final Map<String, String> ELEMENTS = Map.of(
            "script", A_SCRIPT,
            "scriptTask", A_SCRIPT,
            "connector", "不能使用连接器，请改用已有的服务任务",
            "field", "不能使用字段注入，请改用输入参数",
            "import", "不能引用外部文件",
            "formData", A_FORM,
            "formProperty", A_FORM);

    private static final Set<String> DELEGATES = Set.of("delegateExpression", "variableMappingDelegateExpression");

    /** What people write beside a diagram, and what nobody evaluates. */
    private static final Set<String> NOTES = Set.of("textAnnotation", "property", "properties");

    private static final Set<String> FEEL = Set.of(
            DefaultDmnEngineConfiguration.FEEL_EXPRESSION_LANGUAGE,
            DefaultDmnEngineConfiguration.FEEL_EXPRESSION_LANGUAGE_DMN12,
            DefaultDmnEngineConfiguration.FEEL_EXPRESSION_LANGUAGE_DMN13,
            DefaultDmnEngineConfiguration.FEEL_EXPRESSION_LANGUAGE_DMN14,
            DefaultDmnEngineConfiguration.FEEL_EXPRESSION_LANGUAGE_DMN15,
            DefaultDmnEngineConfiguration.FEEL_EXPRESSION_LANGUAGE_ALTERNATIVE);

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("process", "流程"),
            Map.entry("serviceTask", "服务任务"),
            Map.entry("userTask", "用户任务"),
            Map.entry("sendTask", "发送任务"),
            Map.entry("receiveTask", "接收任务"),
            Map.entry("manualTask", "人工任务"),
            Map.entry("scriptTask", "脚本任务"),
            Map.entry("businessRuleTask", "业务规则任务"),
            Map.entry("task", "任务"),
            Map.entry("callActivity", "调用活动"),
            Map.entry("subProcess", "子流程"),
            Map.entry("transaction", "事务子流程"),
            Map.entry("startEvent", "开始事件"),
            Map.entry("endEvent", "结束事件"),
            Map.entry("boundaryEvent", "边界事件"),
            Map.entry("intermediateCatchEvent", "中间事件"),
            Map.entry("intermediateThrowEvent", "中间事件"),
            Map.entry("sequenceFlow", "顺序流"),
            Map.entry("message", "消息"),
            Map.entry("signal", "信号"),
            Map.entry("error", "错误"),
            Map.entry("escalation", "升级"),
            Map.entry("decision", "决策"));

    /** FEEL's functions that take a pattern: a long text makes some patterns endless. */
    private static final Pattern FEEL_PATTERN = Pattern.compile("\\b(?:matches|replace|split)`?\\s?\\(");

    private static final Pattern FEEL_LOOP = Pattern.compile("\\b(?:for|some|every)\\b");

    private final ModelExpressions expressions;

    NoCodeRule(ModelExpressions expressions) {
        this.expressions = expressions;
    }

    /** What speaks against a diagram, as Chinese phrases that name the element. */
    List<String> diagram(Document diagram) {
        Set<String> findings = new LinkedHashSet<>();
        for (Element element : Xml.elements(diagram, "*")) {
            List<String> reasons = new ArrayList<>();
            if (ELEMENTS.containsKey(element.getLocalName())) {
                reasons.add(ELEMENTS.get(element.getLocalName()));
            }
            for (Attr attribute : attributes(element)) {
                reasons.addAll(attribute(element, attribute));
            }
            if (!isNote(element)) {
                reasons.addAll(objections(ownText(element)));
            }
            reasons.forEach(reason -> findings.add(where(element) + reason));
        }
        return List.copyOf(findings);
    }

    private List<String> attribute(Element element, Attr attribute) {
        String name = attribute.getLocalName();
        String value = attribute.getValue();
        if (name.equals("type") && !isExtension(attribute)) {
            return List.of();
        }
        if (BpmnModelConstants.ACTIVITI_NS.equals(attribute.getNamespaceURI())) {
            return List.of("不能使用 activiti 的属性 " + name + "，请改用 camunda 的");
        }
        if (ATTRIBUTES.containsKey(name)) {
            return List.of(ATTRIBUTES.get(name).formatted(value));
        }
        if (name.equals("formKey") && !value.startsWith("camunda-forms:")) {
            return List.of(A_FORM);
        }
        if (name.equals("language") && !value.isBlank() && isCondition(element)) {
            return List.of(A_SCRIPT);
        }
        if (name.endsWith("chemaLocation") && value.matches("(?s).*\\s(?:[A-Za-z][A-Za-z0-9+.-]*:|/|\\\\).*")) {
            return List.of("不能引用外部文件");
        }
        if (DELEGATES.contains(name)) {
            return List.copyOf(expressions.objectionsToDelegate(value.strip()));
        }
        return isNote(element) ? List.of() : List.copyOf(objections(value));
    }

    private static boolean isExtension(Attr attribute) {
        String namespace = attribute.getNamespaceURI();
        return namespace != null && !namespace.equals(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI);
    }

    private static boolean isCondition(Element element) {
        return element.getLocalName().equals("conditionExpression")
                || element.getLocalName().equals("condition");
    }

    /** What speaks against decision tables, likewise. */
    List<String> tables(Document tables) {
        Set<String> findings = new LinkedHashSet<>();
        for (Element element : Xml.elements(tables, "*")) {
            String language = element.getAttribute("expressionLanguage").strip();
            if (element.getLocalName().equals("text") && !isNote(element)) {
                feel(element.getTextContent()).forEach(reason -> findings.add(where(element) + reason));
            }
            if (element.getLocalName().equals("import")) {
                findings.add(where(element) + ELEMENTS.get("import"));
            }
            if (language.equalsIgnoreCase("juel")) {
                for (Element text : Xml.elements(element, "text")) {
                    String written = text.getTextContent().strip();
                    objections(ModelExpressions.isIn(written) ? written : "${" + written + "}")
                            .forEach(reason -> findings.add(where(element) + reason));
                }
            } else if (!language.isEmpty() && !isFeel(language)) {
                findings.add(where(element) + "不能使用脚本（" + language + "），请改用 FEEL");
            }
        }
        return List.copyOf(findings);
    }

    /** What speaks against the FEEL of a form, likewise. */
    List<String> form(JsonNode form) {
        Set<String> findings = new LinkedHashSet<>();
        for (JsonNode component : form.findParents("type")) {
            texts(component)
                    .filter(text -> text.startsWith("="))
                    .flatMap(text -> feel(text).stream())
                    .forEach(reason -> findings.add("“"
                            + component
                                    .path("label")
                                    .asText(component.path("key").asText()) + "”的表达式" + reason));
        }
        return List.copyOf(findings);
    }

    /** All texts below, but for those of the components inside. */
    private static Stream<String> texts(JsonNode node) {
        return node.isTextual()
                ? Stream.of(node.textValue())
                : StreamSupport.stream(node.spliterator(), false)
                        .filter(child -> !child.isArray() || !child.path(0).has("type"))
                        .flatMap(NoCodeRule::texts);
    }

    /** FEEL whose work does not end with the size of what it is given. */
    private static List<String> feel(String written) {
        String bare = withoutTexts(written);
        List<String> objections = new ArrayList<>();
        if (FEEL_PATTERN.matcher(bare).find()) {
            objections.add("不能使用 matches、replace、split（正则表达式），请改用 contains、starts with、substring before 等");
        }
        if (bare.contains("..") && FEEL_LOOP.matcher(bare).find()) {
            objections.add("不能对数字区间循环");
        }
        return objections;
    }

    private static String withoutTexts(String feel) {
        StringBuilder bare = new StringBuilder();
        boolean inText = false;
        for (int i = 0; i < feel.length(); i++) {
            char c = feel.charAt(i);
            if (inText && c == '\\') {
                i++;
            } else if (c == '"') {
                inText = !inText;
                bare.append(c);
            } else if (!inText) {
                bare.append(Character.isWhitespace(c) ? ' ' : c);
            }
        }
        return bare.toString().replaceAll(" {2,}", " ");
    }

    private static boolean isFeel(String language) {
        return FEEL.contains(language) || FEEL.contains(language.toLowerCase(Locale.ROOT));
    }

    private Set<String> objections(String text) {
        return ModelExpressions.isIn(text) ? expressions.objections(text.strip()) : Set.of();
    }

    private static boolean isNote(Element element) {
        for (Node node = element; node instanceof Element; node = node.getParentNode()) {
            if (NOTES.contains(node.getLocalName())) {
                return true;
            }
        }
        return false;
    }

    private static List<Attr> attributes(Element element) {
        List<Attr> attributes = new ArrayList<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) element.getAttributes().item(i);
            if (!XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())) {
                attributes.add(attribute);
            }
        }
        return attributes;
    }

    /** What stands directly in the element, as the engine reads it: all pieces as one text, whatever stands between them. */
    private static String ownText(Element element) {
        StringBuilder text = new StringBuilder();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeType() == Node.TEXT_NODE) {
                text.append(node.getNodeValue());
            }
        }
        return text.toString();
    }

    /** The nearest element that people see in the diagram, e.g. {@code 服务任务“通知客户”（Task_Notify）}. */
    private static String where(Element element) {
        for (Node node = element; node instanceof Element seen; node = node.getParentNode()) {
            String kind = NAMES.get(seen.getLocalName());
            if (kind != null) {
                String name = seen.getAttribute("name").strip().replaceAll("\\s+", " ");
                return kind + (name.isEmpty() ? "" : "“" + name + "”") + "（" + seen.getAttribute("id") + "）";
            }
        }
        return element.hasAttribute("id") ? "元素 " + element.getAttribute("id") + " " : "";
    }
}
