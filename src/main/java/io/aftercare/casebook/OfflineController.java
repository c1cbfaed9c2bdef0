package io.aftercare.casebook;

import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 停机应急 (P4): what everybody prints, or keeps as a file, for the day on which the system is down. */
@Controller
class OfflineController {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final OfflineFile file;

    OfflineController(OfflineFile file) {
        this.file = file;
    }

    @GetMapping("/offline")
    String page(Model model) {
        model.addAttribute("procedures", file.procedures());
        model.addAttribute("tables", file.tables());
        model.addAttribute("directory", file.directory().orElse(null));
        return "casebook/offline";
    }

    /** The file in the browser, to be printed at once. */
    @GetMapping("/offline/print")
    ResponseEntity<String> print() {
        return answer().body(file.html());
    }

    /** The same file to be kept: it needs no server. */
    @GetMapping("/offline/file")
    ResponseEntity<String> download() {
        return answer().header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(file.html());
    }

    /** The file brings its own styles and nothing else; the policy of our other pages would not let it. */
    private ResponseEntity.BodyBuilder answer() {
        return ResponseEntity.ok()
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src '" + file.styleHash()
                                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }
}
