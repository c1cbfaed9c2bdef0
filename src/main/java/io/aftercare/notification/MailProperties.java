package io.aftercare.notification;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the company appears in its mails. The server itself is configured by {@code spring.mail.*}; without {@code
 * spring.mail.host} messages are kept and shown, not sent.
 *
 * @param from address that mails come from
 * @param fromName name beside it, and signature of every mail
 * @param replyTo address that answers go to; {@code from} if empty
 * @param hotline telephone number that customers may call; left out of the mails if empty
 * @param domain right side of the Message-ID; the domain of {@code from} if empty
 * @param baseUrl address of this installation for links in mails to staff, such as {@code https://aftercare.example.com};
 *     without it they carry no link
 */
@Validated
@ConfigurationProperties("aftercare.mail")
record MailProperties(
        @DefaultValue("service@aftercare.example") @NotBlank String from,
        @DefaultValue("客户服务中心") @NotBlank String fromName,
        @DefaultValue("") String replyTo,
        @DefaultValue("") String hotline,
        @DefaultValue("") String domain,
        @DefaultValue("") String baseUrl) {

    String messageIdDomain() {
        return domain.isBlank() ? from.substring(from.lastIndexOf('@') + 1) : domain;
    }
}
