package io.aftercare.notification;

import io.aftercare.customer.MailAddress;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** Replies to a recipient that say that there is no such mailbox (RFC 5321, 4.2.3). */
    private static final Set<Integer> NO_MAILBOX = Set.of(550, 551, 553);

    private static final Set<String> SENDERS_OWN = Set.of("5.1.7", "5.1.8");
    private static final Pattern ENHANCED = Pattern.compile("(?<![\\d.])[45]\\.\\d{1,3}\\.\\d{1,3}(?!\\.?\\d)");

    /** The server will never take a message to this address. */
    static final class NoSuchMailbox extends Exception {

        private static final long serialVersionUID = 1L;

        NoSuchMailbox(int code) {
            super("邮件服务器答复收件地址不可用（" + code + "）");
        }
    }

    private final JavaMailSender sender;
    private final MailProperties properties;
    private String from;
    private String replyTo;

    Postman(ObjectProvider<JavaMailSender> sender, MailProperties properties) {
        this.sender = sender.getIfAvailable();
        this.properties = properties;
    }

    @PostConstruct
    void prepare() {
        from = valid("aftercare.mail.from", properties.from());
        replyTo = properties.replyTo().isBlank() ? null : valid("aftercare.mail.reply-to", properties.replyTo());
        valid("aftercare.mail.domain", "x@" + properties.messageIdDomain());
        if (sender instanceof JavaMailSenderImpl smtp) {
            // without these a server that hangs holds a thread of the job executor for ever
            Properties settings = smtp.getJavaMailProperties();
            for (String protocol : new String[] {"smtp", "smtps"}) {
                settings.putIfAbsent("mail." + protocol + ".connectiontimeout", "10000");
                settings.putIfAbsent("mail." + protocol + ".timeout", "20000");
                settings.putIfAbsent("mail." + protocol + ".writetimeout", "20000");
            }
            if (from.endsWith(".example")) {
                LOG.warn(
                        "A mail server is configured but aftercare.mail.from is still {}: set the address that customers may answer to",
                        from);
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
        message.setFrom(new InternetAddress(from, CleanText.line(properties.fromName(), 80), utf8));
        if (replyTo != null) {
            message.setReplyTo(new InternetAddress[] {new InternetAddress(replyTo, true)});
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

    /** Reply code with which the server refused the address for good, or 0. */
    private static int refusedAddress(Exception e) {
        for (Throwable each : causes(e)) {
            if (each instanceof SMTPAddressFailedException refused
                    && isDead(refused.getReturnCode(), refused.getMessage(), true)) {
                return refused.getReturnCode();
            }
            // many servers look for the mailbox only when they have the whole message
            if (each instanceof SMTPSendFailedException refused
                    && isDead(refused.getReturnCode(), refused.getMessage(), false)) {
                return refused.getReturnCode();
            }
        }
        return 0;
    }

    /**
     * Whether an answer is about the mailbox, by its enhanced code (RFC 3463): 5.1.x but the sender's own 5.1.7 and 5.1.8, and
     * 5.2.1. Policy (5.7.x) is not: a server that refuses everything is to be mended, not answered with a call to every
     * customer; and a full mailbox (5.2.2) is emptied one day. Without an enhanced code an answer to the recipient is about it.
     */
    private static boolean isDead(int code, String answer, boolean toRecipient) {
        Matcher enhanced = ENHANCED.matcher(String.valueOf(answer));
        if (!enhanced.find()) {
            return toRecipient && NO_MAILBOX.contains(code);
        }
        String status = enhanced.group();
        if (status.startsWith("5.1.")) {
            return !SENDERS_OWN.contains(status);
        }
        return status.equals("5.2.1")
                || toRecipient && NO_MAILBOX.contains(code) && !status.startsWith("5.7.") && !status.equals("5.2.2");
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

    private static String valid(String property, String address) {
        return MailAddress.normalise(address)
                .orElseThrow(() -> new IllegalStateException(property + " is not a valid mail address or domain"));
    }
}
