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
    /** The boxes in each other of which the last has the size of an item. */
    private static final List<String> HEIC_SIZE = List.of("meta", "iprp", "ipco", "ispe");

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
        boolean built =
                switch (this) {
                    case JPEG -> jpegFrame(content) > 0;
                    case PNG -> isPng(content);
                    case GIF -> gifPicture(content) > 0;
                    case WEBP -> isWebp(content);
                    case HEIC -> isHeic(content);
                    case PDF -> isPdf(content);
                };
        return built && (this == PDF || size(content).points() > 0);
    }

    /** Width and height in points. */
    record Size(long width, long height) {

        /** Two of them multiplied are still a number. */
        private static final long LONGEST_SIDE = 1L << 31;

        long points() {
            return Math.min(width, LONGEST_SIDE) * Math.min(height, LONGEST_SIDE);
        }
    }

    /**
     * How large the picture becomes once it is unpacked, as its header says: a few bytes can be a picture that no computer can
     * show.
     *
     * @param content of this type; a PDF has no size
     */
    Size size(byte[] content) {
        return switch (this) {
            case JPEG -> {
                int frame = jpegFrame(content);
                yield new Size(u16(content, frame + 7), u16(content, frame + 5));
            }
            case PNG -> new Size(u32(content, 16), u32(content, 20));
            case GIF -> gifSize(content);
            case WEBP -> webpSize(content);
            case HEIC -> heicSize(content);
            case PDF -> new Size(0, 0);
        };
    }

    /**
     * ITU-T T.81: segments with their lengths follow each other until a frame header says how large the picture is. Returns
     * where that begins, 0 if there is none.
     */
    private static int jpegFrame(byte[] c) {
        if (c.length < 4 || u8(c, 0) != 0xff || u8(c, 1) != 0xd8) {
            return 0;
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
                return 0;
            }
            if (frame) {
                return length >= 8 ? at : 0;
            }
            boolean segment = marker >= 0xe0 && marker <= 0xef
                    || marker == 0xfe
                    || marker == 0xdb
                    || marker == 0xc4
                    || marker == 0xcc
                    || marker == 0xdd;
            if (!segment) {
                return 0;
            }
            at += 2 + length;
        }
        return 0;
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

    /**
     * GIF89a, sections 17 to 25: screen, colour table, and then an extension or a picture. Returns where the first picture
     * begins, 0 if there is none.
     */
    private static int gifPicture(byte[] c) {
        String start = ascii(c, 0, 6);
        if (c.length < 20 || !start.equals("GIF87a") && !start.equals("GIF89a")) {
            return 0;
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
        return at + 10 < c.length && u8(c, at) == 0x2c ? at : 0;
    }

    /** The screen, or the first picture where it is larger; browsers make the screen as large. */
    private static Size gifSize(byte[] c) {
        int at = gifPicture(c);
        return new Size(
                Math.max(le16(c, 6), le16(c, at + 1) + le16(c, at + 5)),
                Math.max(le16(c, 8), le16(c, at + 3) + le16(c, at + 7)));
    }

    private static boolean isWebp(byte[] c) {
        if (c.length < 30 || !ascii(c, 0, 4).equals("RIFF") || !ascii(c, 8, 4).equals("WEBP")) {
            return false;
        }
        long size = ByteBuffer.wrap(c).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xffffffffL;
        return size + 8 <= c.length && ascii(c, 12, 4).matches("VP8[ LX]");
    }

    /** RFC 9649, sections 2.5 to 2.7: in the header of the whole file, or of the one picture in it. */
    private static Size webpSize(byte[] c) {
        return switch (ascii(c, 12, 4)) {
            case "VP8X" -> new Size(1 + (le16(c, 24) | u8(c, 26) << 16), 1 + (le16(c, 27) | u8(c, 29) << 16));
            case "VP8L" -> {
                long bits = le16(c, 21) | (long) le16(c, 23) << 16;
                yield u8(c, 20) == 0x2f ? new Size(1 + (bits & 0x3fff), 1 + (bits >> 14 & 0x3fff)) : new Size(0, 0);
            }
            default -> u8(c, 23) == 0x9d && u8(c, 24) == 0x01 && u8(c, 25) == 0x2a
                    ? new Size(le16(c, 26) & 0x3fff, le16(c, 28) & 0x3fff)
                    : new Size(0, 0);
        };
    }

    /** ISO/IEC 23008-12, 6.5.3: the largest of the sizes that the items of the file have, of which one is the whole picture. */
    private static Size heicSize(byte[] c) {
        return largestItem(c, 0, c.length, 0, new Size(0, 0));
    }

    /** ISO/IEC 14496-12, 4.2: boxes, each with length and name; {@code meta} is one with four bytes more before its content. */
    private static Size largestItem(byte[] c, long from, long to, int depth, Size largest) {
        Size found = largest;
        long at = from;
        while (at + 8 <= to) {
            long length = u32(c, (int) at);
            int head = 8;
            if (length == 1 && at + 16 <= to) {
                length = u32(c, (int) at + 8) << 32 | u32(c, (int) at + 12);
                head = 16;
            }
            long end = length == 0 ? to : at + length;
            if (length != 0 && length < head || end > to || end < at) {
                return found;
            }
            if (ascii(c, (int) at + 4, 4).equals(HEIC_SIZE.get(depth))) {
                long content = at + head + (depth == 0 ? 4 : 0);
                if (depth < HEIC_SIZE.size() - 1) {
                    found = largestItem(c, content, end, depth + 1, found);
                } else if (end - content >= 12) {
                    Size size = new Size(u32(c, (int) content + 4), u32(c, (int) content + 8));
                    found = size.points() > found.points() ? size : found;
                }
            }
            at = end;
        }
        return found;
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

    private static int le16(byte[] content, int at) {
        return u8(content, at) | u8(content, at + 1) << 8;
    }

    private static long u32(byte[] content, int at) {
        return (long) u16(content, at) << 16 | u16(content, at + 2);
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
