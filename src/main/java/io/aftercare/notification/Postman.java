package io.aftercare.notification;

import io.aftercare.notification.NoticeStore.Notice;
import jakarta.annotation.PostConstruct;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** Hands one message to the mail server, if there is one. */
@Component
class Postman {

    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);

    /** The server will never take a message to this address. */
    static final class NoSuchMailbox extends Exception {

        private static final long serialVersionUID = 1L;

        NoSuchMailbox(int code) {
            super("邮件服务器答复收件地址不可用（" + code + "）");
        }
    }

    private final JavaMailSender sender;
    private final MailProperties properties;

    Postman(ObjectProvider<JavaMailSender> sender, MailProperties properties) {
        this.sender = sender.getIfAvailable();
        this.properties = properties;
    }

    @PostConstruct
    void prepare() {
        mustBeValid("aftercare.mail.from", properties.from());
        if (!properties.replyTo().isBlank()) {
            mustBeValid("aftercare.mail.reply-to", properties.replyTo());
        }
        mustBeValid("aftercare.mail.domain", "x@" + properties.messageIdDomain());
        if (sender instanceof JavaMailSenderImpl smtp) {
            // without these a server that hangs holds a thread of the job executor for ever
            Properties settings = smtp.getJavaMailProperties();
            for (String protocol : new String[] {"smtp", "smtps"}) {
                settings.putIfAbsent("mail." + protocol + ".connectiontimeout", "10000");
                settings.putIfAbsent("mail." + protocol + ".timeout", "20000");
                settings.putIfAbsent("mail." + protocol + ".writetimeout", "20000");
            }
            if (properties.from().endsWith(".example")) {
                LOG.warn(
                        "A mail server is configured but aftercare.mail.from is still {}: set the address that customers may answer to",
                        properties.from());
            }
        }
    }

    boolean hasServer() {
        return sender != null;
    }

    /**
     * Sends the message. The same row makes the same message each time, Message-ID and date included.
     *
     * @throws DeliveryFailed if it may work later
     * @throws NoSuchMailbox if it never will
     */
    void send(Notice notice) throws NoSuchMailbox {
        try {
            sender.send(message(notice));
        } catch (MailException | MessagingException | UnsupportedEncodingException e) {
            int code = refusedAddress(e);
            if (code > 0) {
                throw new NoSuchMailbox(code);
            }
            throw new DeliveryFailed(reason(e));
        }
    }

    private MimeMessage message(Notice notice) throws MessagingException, UnsupportedEncodingException {
        String utf8 = StandardCharsets.UTF_8.name();
        MimeMessage message = sender.createMimeMessage();
        message.setFrom(new InternetAddress(properties.from(), CleanText.line(properties.fromName(), 80), utf8));
        if (!properties.replyTo().isBlank()) {
            message.setReplyTo(new InternetAddress[] {new InternetAddress(properties.replyTo(), true)});
        }
        message.setRecipient(
                Message.RecipientType.TO, new InternetAddress(notice.text().recipient(), true));
        message.setSubject(CleanText.line(notice.text().subject(), 200), utf8);
        message.setSentDate(Date.from(notice.queuedAt()));
        // RFC 3834: keeps vacation responders from answering
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "OOF, AutoReply");
        message.setHeader("Content-Language", "zh-CN");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(notice.text().plain(), utf8);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(notice.text().html(), utf8, "html");
        message.setContent(new MimeMultipart("alternative", plain, html));
        message.saveChanges();
        // last, because saving gives the message an id of its own; the sender keeps the one it finds
        message.setHeader("Message-ID", notice.messageId());
        return message;
    }

    /**
     * Reply code with which the server refused the address for good, or 0. Policy (enhanced code 5.7) is not about the
     * address: a server that refuses everything is to be mended, not answered with a call to every customer.
     */
    private static int refusedAddress(Exception e) {
        for (Throwable each : causes(e)) {
            if (each instanceof SMTPAddressFailedException refused) {
                int code = refused.getReturnCode();
                String answer = String.valueOf(refused.getMessage());
                if ((code == 550 || code == 551 || code == 553) && !answer.contains("5.7.")) {
                    return code;
                }
            }
        }
        return 0;
    }

    /** Short reason for the log row, without addresses. */
    private static String reason(Exception e) {
        if (e instanceof MailAuthenticationException) {
            return "邮件服务器拒绝登录";
        }
        String reason = "邮件未能发出（" + e.getClass().getSimpleName() + "）";
        for (Throwable each : causes(e)) {
            if (each instanceof SMTPSendFailedException refused) {
                return "邮件服务器拒收（" + refused.getReturnCode() + "）";
            } else if (each instanceof SMTPAddressFailedException refused) {
                return "邮件服务器拒收（" + refused.getReturnCode() + "）";
            } else if (each instanceof SocketTimeoutException) {
                return "邮件服务器超时未答复";
            } else if (each instanceof ConnectException || each instanceof UnknownHostException) {
                reason = "连接不上邮件服务器";
            } else if (each instanceof SendFailedException) {
                reason = "邮件服务器拒收";
            }
        }
        return reason;
    }

    /** All that hangs on a mail exception: its causes, JavaMail's chain of next ones, and Spring's failed messages. */
    private static Set<Throwable> causes(Throwable e) {
        Set<Throwable> found = new java.util.LinkedHashSet<>();
        Deque<Throwable> open = new ArrayDeque<>(Set.of(e));
        while (!open.isEmpty()) {
            Throwable each = open.poll();
            if (!found.add(each)) {
                continue;
            }
            Set<Throwable> next = new HashSet<>();
            next.add(each.getCause());
            if (each instanceof MessagingException m) {
                next.add(m.getNextException());
            }
            if (each instanceof MailSendException m) {
                next.addAll(Set.of(m.getMessageExceptions()));
            }
            next.remove(null);
            open.addAll(next);
        }
        return found;
    }

    private static void mustBeValid(String property, String address) {
        if (Addresses.valid(address) == null) {
            throw new IllegalStateException(property + " is not a valid mail address or domain");
        }
    }
}
