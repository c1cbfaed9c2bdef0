package io.aftercare.notification;

import io.aftercare.customer.MailAddress;
import io.aftercare.customer.Spelling;
import io.aftercare.notification.NoticeStore.Notice;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * 寄件箱: which messages went to whom, and how they read. What a customer was told is read by who may know the case's personal data,
 * and who opens one is noted.
 */
@Controller
@RequestMapping("/outbox")
@PreAuthorize("@notifications.visible()")
class OutboxPage {

    private static final int ROWS = 25;

    /** A row as the page shows it. */
    record Row(
            UUID id,
            String caseNumber,
            String to,
            String kind,
            String subject,
            NoticeState state,
            String stateLabel,
            String queuedAt,
            String finishedAt,
            int attempts,
            String problem,
            boolean readable) {}

    private final NoticeStore store;
    private final NoticeReaders readers;
    private final Postman postman;
    private final Clock clock;

    OutboxPage(NoticeStore store, NoticeReaders readers, Postman postman, Clock clock) {
        this.readers = readers;
        this.store = store;
        this.postman = postman;
        this.clock = clock;
    }

    /**
     * @param caseNumber the number or its beginning; blank for all
     * @param state name of a {@link NoticeState}; anything else for all
     * @param page from 1
     */
    @GetMapping
    @Transactional(readOnly = true)
    String list(
            @RequestParam(name = "case", defaultValue = "") String caseNumber,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "1") String page,
            Model model) {
        String number = CleanText.line(Spelling.searched(caseNumber), 40);
        NoticeState wanted = state(state);
        int at = page.matches("[1-9]\\d{0,6}") ? Integer.parseInt(page) : 1;
        List<Notice> found =
                store.list(number == null ? null : number.toUpperCase(Locale.ROOT), wanted, ROWS + 1, (at - 1) * ROWS);
        model.addAttribute("rows", found.stream().limit(ROWS).map(this::row).toList());
        model.addAttribute("caseNumber", number == null ? "" : number);
        model.addAttribute("state", wanted == null ? "" : wanted.name());
        model.addAttribute("states", NoticeState.values());
        model.addAttribute("pageNumber", at);
        model.addAttribute("older", found.size() > ROWS ? at + 1 : null);
        model.addAttribute("newer", at > 1 ? at - 1 : null);
        model.addAttribute("hasServer", postman.hasServer());
        return "outbox/list";
    }

    @GetMapping("/{id}")
    String show(@PathVariable String id, Principal principal, Model model) {
        Notice notice = find(id);
        boolean open = mayRead(notice, principal.getName());
        boolean shown = open && notice.text() != null;
        if (shown) {
            store.recordLook(notice.id(), principal.getName(), clock.instant());
        }
        model.addAttribute("notice", row(notice));
        model.addAttribute("open", open);
        model.addAttribute("plain", shown ? notice.text().plain() : null);
        model.addAttribute("callNote", shown ? notice.text().callNote() : null);
        model.addAttribute("messageId", notice.messageId());
        return "outbox/show";
    }

    /** The HTML part alone, for the frame on the page of the message. Nothing in it may run or load. */
    @GetMapping("/{id}/body")
    ResponseEntity<String> body(@PathVariable String id, Principal principal) {
        Notice notice = find(id);
        if (notice.text() == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        if (!mayRead(notice, principal.getName())) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        store.recordLook(notice.id(), principal.getName(), clock.instant());
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .cacheControl(CacheControl.noStore())
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
                                + " frame-ancestors 'self'; sandbox")
                .body(notice.text().html());
    }

    private boolean mayRead(Notice notice, String person) {
        return notice.forStaff() || readers.mayRead(notice.caseNumber(), person);
    }

    private Notice find(String id) {
        UUID known;
        try {
            known = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, null, e);
        }
        return store.find(known).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static NoticeState state(String name) {
        for (NoticeState state : NoticeState.values()) {
            if (state.name().equals(name)) {
                return state;
            }
        }
        return null;
    }

    private Row row(Notice n) {
        Instant finished = n.phonedAt() == null ? n.sentAt() : n.phonedAt();
        return new Row(
                n.id(),
                n.caseNumber(),
                to(n),
                n.kindLabel(),
                n.text() == null ? null : n.text().subject(),
                n.state(),
                "unreachable".equals(n.callResult()) ? "已致电，未接通" : n.state().label(),
                time(n.queuedAt()),
                finished == null ? null : time(finished),
                n.attempts(),
                n.lastError(),
                n.text() != null);
    }

    private static String to(Notice n) {
        if (n.text() == null) {
            return n.forStaff() ? n.staffUserId() : "客户资料已删除";
        }
        if (n.text().recipient() == null) {
            return n.forStaff() ? n.staffUserId() + "（无邮箱）" : "电话";
        }
        return MailAddress.masked(n.text().recipient());
    }

    private String time(Instant at) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").format(at.atZone(clock.getZone()));
    }
}
