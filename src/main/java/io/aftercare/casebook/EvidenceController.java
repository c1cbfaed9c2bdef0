package io.aftercare.casebook;

import io.aftercare.casebook.EvidenceDesk.Content;
import io.aftercare.casebook.EvidenceDesk.Upload;
import io.aftercare.platform.Refusal;
import io.aftercare.platform.Staff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** What proves a case, for the tab in Tasklist, the page of the case and other programs. */
@RestController
@RequestMapping("/api/cases/{number}/evidence")
class EvidenceController {

    /**
     * @param shown whether a page can show it as a picture
     * @param kept false once its customer has been erased; it has no content then
     */
    record Item(
            UUID id,
            String caseNumber,
            String name,
            String mediaType,
            long size,
            String sizeLabel,
            String sha256,
            OffsetDateTime uploadedAt,
            String uploadedBy,
            String uploadedByName,
            boolean shown,
            boolean kept) {}

    /**
     * @param linked what the cases that belong to this one have; it is added to there
     * @param mayAdd whether who asks can add evidence now
     * @param reason why not, as a sentence; null if they can
     * @param maxFile largest file in bytes
     */
    record Shelf(List<Item> items, List<Item> linked, boolean mayAdd, String reason, long maxFile, int maxFiles) {}

    private final EvidenceDesk desk;
    private final EngineCaseAccess access;
    private final CaseLinks links;
    private final EvidenceProperties limits;
    private final Staff staff;
    private final Clock clock;

    EvidenceController(
            EvidenceDesk desk,
            EngineCaseAccess access,
            CaseLinks links,
            EvidenceProperties limits,
            Staff staff,
            Clock clock) {
        this.desk = desk;
        this.access = access;
        this.links = links;
        this.limits = limits;
        this.staff = staff;
        this.clock = clock;
    }

    @GetMapping
    @Transactional
    Shelf list(@PathVariable String number, Principal who) {
        CaseSummary target = access.known(number, who.getName());
        Optional<Refusal> obstacle = desk.obstacle(target, who.getName());
        return new Shelf(
                items(desk.list(target, who.getName())),
                items(links.of(number).stream()
                        .map(CaseLinks.Link::other)
                        .filter(other -> access.mayKnow(other, who.getName()))
                        .flatMap(other -> desk.list(other, who.getName()).stream())
                        .toList()),
                obstacle.isEmpty(),
                obstacle.map(Throwable::getMessage).orElse(null),
                limits.maxFile().toBytes(),
                limits.maxFiles());
    }

    /** Takes one or several files, whatever the parts are called. */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    List<Item> add(@PathVariable String number, MultipartHttpServletRequest request, Principal who) {
        MultiValueMap<String, MultipartFile> parts = request.getMultiFileMap();
        List<Upload> uploads = parts.values().stream()
                .flatMap(List::stream)
                .map(EvidenceController::upload)
                .toList();
        return items(desk.add(number, uploads, who.getName()));
    }

    /**
     * The content. The type is our own finding, no browser guesses another one or runs anything in it, and only pictures are
     * shown where they stand. It is asked for anew each time, so that the right is checked and the look recorded, but sent
     * again only if it is not there.
     */
    @GetMapping("/{id}")
    ResponseEntity<byte[]> content(
            @PathVariable String number, @PathVariable String id, WebRequest request, Principal who) {
        UUID wanted = Casebook.uuid(id);
        if (wanted == null) {
            throw EvidenceDesk.unknown();
        }
        Content found = desk.look(number, wanted, who.getName());
        String tag = "\"" + found.evidence().sha256() + "\"";
        EvidenceType type = found.evidence().type();
        ContentDisposition disposition = (type.isImage()
                        ? ContentDisposition.inline()
                        : ContentDisposition.attachment())
                .filename(found.evidence().name(), StandardCharsets.UTF_8)
                .build();
        boolean known = Objects.equals(request.getHeader("If-None-Match"), tag);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .eTag(tag)
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
                .header("Cross-Origin-Resource-Policy", "same-origin");
        if (known) {
            return answer.build();
        }
        return answer.header("Content-Disposition", disposition.toString())
                .contentType(MediaType.parseMediaType(type.mediaType()))
                .contentLength(found.bytes().length)
                .body(found.bytes());
    }

    private List<Item> items(List<Evidence> evidence) {
        Map<String, String> names =
                staff.signatures(evidence.stream().map(Evidence::uploadedBy).toList());
        return evidence.stream().map(e -> item(e, names.get(e.uploadedBy()))).toList();
    }

    private Item item(Evidence e, String uploader) {
        return new Item(
                e.id(),
                e.caseNumber(),
                e.name(),
                e.mediaType(),
                e.size(),
                e.sizeLabel(),
                e.sha256(),
                e.uploadedAt().atZone(clock.getZone()).toOffsetDateTime(),
                e.uploadedBy(),
                uploader,
                e.isShown(),
                e.kept());
    }

    private static Upload upload(MultipartFile file) {
        try {
            return new Upload(file.getOriginalFilename(), file.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
