package io.aftercare.notification;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Turns a kind of message and its facts into subject, plain text and HTML. The wording of a kind stands in {@code
 * templates/mail/<key>.txt} (see {@link NoticeBody} for its few signs), the look of all in {@code
 * templates/mail/layout.html}. Facts are values to both and never part of a template.
 */
@Component
class NoticeTemplates {

    /**
     * A message ready to be sent.
     *
     * @param spoken what is told on the phone where mail does not reach: the same, without the greeting, and with our ear where a mail is
     *     to be answered; null for colleagues
     */
    record Rendered(String subject, String text, String html, String spoken) {}

    private final SpringTemplateEngine words = engine(TemplateMode.TEXT, ".txt");
    private final SpringTemplateEngine look = engine(TemplateMode.HTML, ".html");
    private final MailProperties properties;

    NoticeTemplates(MailProperties properties) {
        this.properties = properties;
    }

    /**
     * @param facts cleaned by {@link NoticeFacts}
     * @param greeting first line, such as 尊敬的王女士：您好！
     */
    Rendered render(NoticeKind kind, Map<String, Object> facts, String greeting) {
        NoticeBody body = body(kind, facts, false);
        String signature = properties.fromName();
        String footer = kind.forStaff() ? "本邮件由系统自动发出，无需回复。" : footer(facts, false);

        Context page = new Context(Locale.SIMPLIFIED_CHINESE);
        page.setVariable("subject", body.subject());
        page.setVariable("greeting", greeting);
        page.setVariable("blocks", body.blocks());
        page.setVariable("signature", signature);
        page.setVariable("handlerName", kind.forStaff() ? null : facts.get("handlerName"));
        page.setVariable("footer", footer);
        String html = look.process("layout", page);

        return new Rendered(
                CleanText.line(body.subject(), 200),
                greeting + "\n\n" + text(kind, facts, body, footer),
                html,
                kind.forStaff() ? null : text(kind, facts, body(kind, facts, true), footer(facts, true)));
    }

    private NoticeBody body(NoticeKind kind, Map<String, Object> facts, boolean spoken) {
        Context context = new Context(Locale.SIMPLIFIED_CHINESE);
        context.setVariables(facts);
        context.setVariable("caseKind", NoticeFacts.caseKind(facts.get("caseNumber")));
        context.setVariable("casePrefix", NoticeFacts.casePrefix(facts.get("caseNumber")));
        context.setVariable("hotline", blankToNull(properties.hotline()));
        context.setVariable("baseUrl", blankToNull(properties.baseUrl()));
        context.setVariable("spoken", spoken);
        return NoticeBody.parse(words.process(kind.key(), context));
    }

    private String text(NoticeKind kind, Map<String, Object> facts, NoticeBody body, String footer) {
        StringBuilder text = new StringBuilder(body.plain()).append('\n').append(properties.fromName());
        if (!kind.forStaff() && facts.get("handlerName") != null) {
            text.append(" · 您的专员 ").append(facts.get("handlerName"));
        }
        return text.append("\n\n").append(footer).append('\n').toString();
    }

    private String footer(Map<String, Object> facts, boolean spoken) {
        String call = properties.hotline().isBlank() ? "" : "，或致电 " + properties.hotline();
        return "有任何疑问，请" + (spoken ? "告诉我们" : "直接回复本邮件") + call + "，报上编号 " + facts.get("caseNumber") + " 即可，您不必重复说明情况。";
    }

    private static String blankToNull(String text) {
        return text.isBlank() ? null : text;
    }

    private static SpringTemplateEngine engine(TemplateMode mode, String suffix) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
        resolver.setPrefix("templates/mail/");
        resolver.setSuffix(suffix);
        resolver.setTemplateMode(mode);
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(resolver);
        return engine;
    }
}
