package io.aftercare.casebook;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What evidence may be: photos as phones, chats and scanners make them, and PDF. The type is read from the content; what a
 * browser or a file name says is not asked. More than the first bytes is looked at, so that a page or a program with the
 * first bytes of a picture is none. What passes is still answered so that no browser runs anything in it.
 */
enum EvidenceType {
    JPEG("image/jpeg", true, "jpg", "jpeg", "jpe", "jfif"),
    PNG("image/png", true, "png"),
    GIF("image/gif", true, "gif"),
    WEBP("image/webp", true, "webp"),
    /** What iPhones make; most browsers cannot show it. */
    HEIC("image/heic", false, "heic", "heif"),
    PDF("application/pdf", false, "pdf");

    private static final byte[] PNG_START = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int PDF_START = 1016;
    private static final List<String> HEIC_BRANDS = List.of("heic", "heix", "heim", "heis", "hevc", "hevx");

    private final String mediaType;
    private final boolean shown;
    private final List<String> extensions;

    EvidenceType(String mediaType, boolean shown, String... extensions) {
        this.mediaType = mediaType;
        this.shown = shown;
        this.extensions = List.of(extensions);
    }

    String mediaType() {
        return mediaType;
    }

    boolean isImage() {
        return this != PDF;
    }

    /** Whether browsers can show it in a page. */
    boolean isShown() {
        return shown;
    }

    /** Usual extension first. */
    List<String> extensions() {
        return extensions;
    }

    static Optional<EvidenceType> ofMediaType(String mediaType) {
        return Arrays.stream(values())
                .filter(type -> type.mediaType.equals(mediaType))
                .findFirst();
    }

    /** The type of a content; empty if it is none of these. */
    static Optional<EvidenceType> of(byte[] content) {
        return Arrays.stream(values()).filter(type -> type.fits(content)).findFirst();
    }

    private boolean fits(byte[] content) {
        return switch (this) {
            case JPEG -> isJpeg(content);
            case PNG -> isPng(content);
            case GIF -> isGif(content);
            case WEBP -> isWebp(content);
            case HEIC -> isHeic(content);
            case PDF -> isPdf(content);
        };
    }

    /** ITU-T T.81: segments with their lengths follow each other until a frame header says how large the picture is. */
    private static boolean isJpeg(byte[] c) {
        if (c.length < 4 || u8(c, 0) != 0xff || u8(c, 1) != 0xd8) {
            return false;
        }
        int at = 2;
        while (at + 4 <= c.length && u8(c, at) == 0xff) {
            int marker = u8(c, at + 1);
            if (marker == 0xff) { // fill byte
                at++;
                continue;
            }
            boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            int length = u16(c, at + 2);
            if (length < 2 || at + 2 + length > c.length) {
                return false;
            }
            if (frame) {
                return length >= 8 && u16(c, at + 7) > 0;
            }
            boolean segment = marker >= 0xe0 && marker <= 0xef
                    || marker == 0xfe
                    || marker == 0xdb
                    || marker == 0xc4
                    || marker == 0xcc
                    || marker == 0xdd;
            if (!segment) {
                return false;
            }
            at += 2 + length;
        }
        return false;
    }

    /** ISO/IEC 15948: chunks from IHDR to IEND. */
    private static boolean isPng(byte[] c) {
        if (!startsWith(c, PNG_START) || !ascii(c, 12, 4).equals("IHDR")) {
            return false;
        }
        ByteBuffer chunks = ByteBuffer.wrap(c);
        int at = PNG_START.length;
        while (at + 12 <= c.length) {
            int length = chunks.getInt(at);
            String type = ascii(c, at + 4, 4);
            if (length < 0 || length > c.length - at - 12 || !type.matches("[A-Za-z]{4}")) {
                return false;
            }
            if (type.equals("IEND")) {
                return true;
            }
            at += 12 + length;
        }
        return false;
    }

    /** GIF89a, sections 17 to 25: screen, colour table, and then an extension or a picture. */
    private static boolean isGif(byte[] c) {
        String start = ascii(c, 0, 6);
        if (c.length < 20 || !start.equals("GIF87a") && !start.equals("GIF89a")) {
            return false;
        }
        int flags = u8(c, 10);
        int at = 13 + ((flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1));
        while (at + 2 < c.length && u8(c, at) == 0x21) {
            at += 2;
            while (at < c.length && u8(c, at) != 0) {
                at += 1 + u8(c, at);
            }
            at++;
        }
        return at + 10 < c.length && u8(c, at) == 0x2c;
    }

    private static boolean isWebp(byte[] c) {
        if (c.length < 30 || !ascii(c, 0, 4).equals("RIFF") || !ascii(c, 8, 4).equals("WEBP")) {
            return false;
        }
        long size = ByteBuffer.wrap(c).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xffffffffL;
        return size + 8 <= c.length && ascii(c, 12, 4).matches("VP8[ LX]");
    }

    /** ISO/IEC 23008-12: the first box names the brands that the file is readable as. */
    private static boolean isHeic(byte[] c) {
        if (c.length < 24 || !ascii(c, 4, 4).equals("ftyp")) {
            return false;
        }
        int length = ByteBuffer.wrap(c).getInt(0);
        if (length < 16 || length % 4 != 0 || length > Math.min(c.length, 256)) {
            return false;
        }
        for (int at = 8; at < length; at += 4) {
            if (at != 12 && HEIC_BRANDS.contains(ascii(c, at, 4))) {
                return true;
            }
        }
        return false;
    }

    /**
     * ISO 32000-1, 7.5: header at the beginning, end mark among the last bytes. Scanners and mail programs put a byte order mark,
     * blanks or zeros around it, which every reader passes over (ISO 32000-1, annex H: the header within the first 1024 bytes); any
     * other text in front makes it a file of another kind as well, and so none of ours.
     */
    private static boolean isPdf(byte[] c) {
        int start = 0;
        while (start < PDF_START && start < c.length && isPadding(c[start])) {
            start++;
        }
        int end = c.length;
        while (end > start && isPadding(c[end - 1])) {
            end--;
        }
        int tail = Math.max(start, end - 2048);
        return end - start > 20
                && ascii(c, start, 8).matches("%PDF-[12]\\.\\d")
                && ascii(c, tail, end - tail).contains("%%EOF");
    }

    /** White space as PDF has it, or a byte of a byte order mark. */
    private static boolean isPadding(byte b) {
        return "\0\t\n\f\r \u00ef\u00bb\u00bf\u00fe\u00ff".indexOf(b & 0xff) >= 0;
    }

    private static boolean startsWith(byte[] content, byte[] start) {
        return content.length >= start.length && Arrays.equals(content, 0, start.length, start, 0, start.length);
    }

    private static String ascii(byte[] content, int from, int length) {
        int to = Math.min(content.length, from + length);
        return from >= to ? "" : new String(content, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static int u8(byte[] content, int at) {
        return content[at] & 0xff;
    }

    private static int u16(byte[] content, int at) {
        return u8(content, at) << 8 | u8(content, at + 1);
    }

    /** Whether a file of this name is usually of this type. */
    boolean hasExtension(String name) {
        int dot = name.lastIndexOf('.');
        return dot >= 0 && extensions.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}
