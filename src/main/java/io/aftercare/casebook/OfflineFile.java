package io.aftercare.casebook;

import io.aftercare.casebook.EngineOfflineKit.Procedure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/**
 * Procedure and blank forms as one HTML file that needs nothing but a browser (P4). Whoever cannot reach the server has a copy
 * that they saved, a print, or the one that each start writes into {@code aftercare.offline.directory}.
 */
@Component
class OfflineFile {

    private static final Logger LOG = LoggerFactory.getLogger(OfflineFile.class);

    private static final String STYLES = "templates/casebook/offline-kit.css";

    /** A blank tracking table. */
    record Table(String title, List<String> headings) {}

    private final EngineOfflineKit kit;
    private final CaseKinds kinds;
    private final SpringTemplateEngine templates;
    private final Times times;
    private final Clock clock;
    private final Path directory;
    private final String styles;

    OfflineFile(
            EngineOfflineKit kit,
            CaseKinds kinds,
            SpringTemplateEngine templates,
            Times times,
            Clock clock,
            @Value("${aftercare.offline.directory:}") String directory) {
        this.kit = kit;
        this.kinds = kinds;
        this.templates = templates;
        this.times = times;
        this.clock = clock;
        this.directory = directory.isBlank() ? null : Path.of(directory);
        try (InputStream css = new ClassPathResource(STYLES).getInputStream()) {
            this.styles = new String(css.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Procedure> procedures() {
        return kit.procedures();
    }

    /** A blank tracking table for each kind of cases. */
    List<Table> tables() {
        return kinds.all().stream()
                .map(kind -> new Table(kinds.table(kind.processKey()), kinds.headings(kind.processKey())))
                .toList();
    }

    /** Where each start leaves a copy; empty if nowhere. */
    Optional<Path> directory() {
        return Optional.ofNullable(directory);
    }

    /** Name of a copy that is made today. */
    String name() {
        return "停机应急-" + DateTimeFormatter.BASIC_ISO_DATE.format(times.today()) + ".html";
    }

    String html() {
        Context context = new Context(Locale.SIMPLIFIED_CHINESE);
        context.setVariable("procedures", procedures());
        context.setVariable("styles", styles);
        context.setVariable("savedAt", times.minute(clock.instant()));
        context.setVariable("tables", tables());
        context.setVariable("contacts", ContactRecord.HEADINGS);
        return templates.process("casebook/offline-kit", context);
    }

    /** What a content security policy lets the file's styles in by. */
    String styleHash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(styles.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A Java that was started in the POSIX locale can name no file in Chinese. */
    private Path copy() {
        try {
            return directory.resolve("停机应急.html");
        } catch (InvalidPathException e) {
            LOG.warn("当前系统区域设置不能使用中文文件名，停机应急资料写为 offline.html。要用中文文件名，请设置 LANG=C.UTF-8 后重新启动。");
            return directory.resolve("offline.html");
        }
    }

    /** A copy that cannot be written is told and stops nothing. */
    @EventListener(ApplicationReadyEvent.class)
    void keepCopy() {
        if (directory == null) {
            return;
        }
        Path target = copy();
        try {
            Files.createDirectories(directory);
            // several nodes may write into one place; what is left is always a whole file
            Path fresh = Files.writeString(
                    directory.resolve("." + ProcessHandle.current().pid() + ".tmp"), html());
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("停机应急资料没有写入 {}：{}。请检查目录权限，或从 /offline 下载一份保存。", target, e.toString());
        }
    }
}
