package io.aftercare.casebook;

import static io.aftercare.casebook.SampleFiles.gif;
import static io.aftercare.casebook.SampleFiles.heic;
import static io.aftercare.casebook.SampleFiles.join;
import static io.aftercare.casebook.SampleFiles.jpeg;
import static io.aftercare.casebook.SampleFiles.pdf;
import static io.aftercare.casebook.SampleFiles.png;
import static io.aftercare.casebook.SampleFiles.text;
import static io.aftercare.casebook.SampleFiles.webp;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.casebook.EvidenceType.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a file is, is read from its content")
class EvidenceTypeTest {

    @Test
    void photos_and_pdf_are_known_by_their_content() {
        assertThat(EvidenceType.of(jpeg(1))).contains(EvidenceType.JPEG);
        assertThat(EvidenceType.of(png(1))).contains(EvidenceType.PNG);
        assertThat(EvidenceType.of(gif(1))).contains(EvidenceType.GIF);
        assertThat(EvidenceType.of(webp())).contains(EvidenceType.WEBP);
        assertThat(EvidenceType.of(heic())).contains(EvidenceType.HEIC);
        assertThat(EvidenceType.of(pdf())).contains(EvidenceType.PDF);
    }

    @Test
    void the_first_bytes_of_a_photo_alone_make_none() {
        String page = "<html><script>alert(1)</script></html>".repeat(20);
        for (byte[] start : new byte[][] {
            {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0},
            Arrays.copyOf(png(1), 8),
            text("GIF89a"),
            text("GIF89a=1;/*"),
            text("RIFF0000WEBP"),
            text("%PDF-1.4\n"),
            text("0000ftypheic")
        }) {
            assertThat(EvidenceType.of(join(start, text(page)))).isEmpty();
        }
        assertThat(EvidenceType.of(join(text(page), pdf()))).isEmpty();
    }

    @Test
    void other_files_are_none() {
        assertThat(EvidenceType.of(text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")))
                .isEmpty();
        assertThat(EvidenceType.of(text("<!DOCTYPE html><title>x</title>"))).isEmpty();
        assertThat(EvidenceType.of(text("MZ\u0090\0"))).isEmpty();
        assertThat(EvidenceType.of(text("PK\u0003\u0004"))).isEmpty();
        assertThat(EvidenceType.of(new byte[0])).isEmpty();
        assertThat(EvidenceType.of(new byte[4096])).isEmpty();
    }

    @Test
    void a_pdf_may_have_a_byte_order_mark_blanks_or_zeros_around_it() {
        for (String before : List.of("\ufeff", "\n", "\r\n \t", "\0".repeat(512), "\ufeff\r\n", " ".repeat(1016))) {
            for (String after : List.of("", "\n\n\n", "\0".repeat(8192), " \r\n".repeat(3000))) {
                assertThat(EvidenceType.of(join(join(text(before), pdf()), text(after))))
                        .contains(EvidenceType.PDF);
            }
        }
        byte[] utf16 = {(byte) 0xff, (byte) 0xfe};
        assertThat(EvidenceType.of(join(utf16, pdf()))).contains(EvidenceType.PDF);
    }

    @Test
    void what_has_a_pdf_inside_is_none() {
        for (String before : List.of(
                "MZ", "\ufeff<html>", "\n<script>", "GIF89a", "PK\u0003\u0004", "#!/bin/sh\n", " ".repeat(1017))) {
            assertThat(EvidenceType.of(join(text(before), pdf()))).isEmpty();
        }
        assertThat(EvidenceType.of(join(pdf(), text("<script>".repeat(400))))).isEmpty();
        assertThat(EvidenceType.of(text("\ufeff\n"))).isEmpty();
    }

    @Property(tries = 200)
    void a_pdf_with_any_padding_is_a_pdf(@ForAll long seed, @ForAll @IntRange(max = 1016) int before) {
        Random random = new Random(seed);
        byte[] padding = {0, '\t', '\n', '\f', '\r', ' '};
        byte[] front = new byte[before];
        byte[] back = new byte[random.nextInt(5000)];
        for (byte[] part : List.of(front, back)) {
            for (int i = 0; i < part.length; i++) {
                part[i] = padding[random.nextInt(padding.length)];
            }
        }
        assertThat(EvidenceType.of(join(join(front, pdf()), back))).contains(EvidenceType.PDF);
    }

    @Test
    void the_size_of_a_picture_is_what_it_becomes_when_it_is_shown() {
        for (byte[] picture : List.of(jpeg(1), png(1), gif(1), webp(), heic())) {
            EvidenceType type = EvidenceType.of(picture).orElseThrow();
            assertThat(type.size(picture)).as("%s", type).isEqualTo(new Size(320, 240));
        }
        assertThat(EvidenceType.PDF.size(pdf()).points()).isZero();
    }

    @Test
    @DisplayName("A14 a picture that is small only as a file has its true size")
    void a_picture_that_is_small_only_as_a_file_has_its_true_size() {
        Size huge = new Size(60_000, 60_000);
        byte[] png = png(1);
        put(png, 16, 0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60);
        assertThat(sizeOf(png)).isEqualTo(huge);

        byte[] jpeg = jpeg(1);
        int frame = 2;
        while (jpeg[frame] != (byte) 0xff || jpeg[frame + 1] != (byte) 0xc0) {
            frame++;
        }
        put(jpeg, frame + 5, 0xea, 0x60, 0xea, 0x60);
        assertThat(sizeOf(jpeg)).isEqualTo(huge);

        byte[] gif = gif(1);
        put(gif, 6, 0x60, 0xea, 0x60, 0xea);
        assertThat(sizeOf(gif)).isEqualTo(huge);
        byte[] larger = gif(1);
        int picture = 13 + (3 << (larger[10] & 7) + 1);
        while (larger[picture] != 0x2c) {
            picture++;
        }
        put(larger, picture + 5, 0x60, 0xea, 0x60, 0xea);
        assertThat(sizeOf(larger)).as("the picture is larger than its screen").isEqualTo(huge);

        byte[] whole = webp();
        put(whole, 12, 'V', 'P', '8', 'X');
        put(whole, 24, 0x5f, 0xea, 0, 0x5f, 0xea, 0);
        assertThat(sizeOf(whole)).isEqualTo(huge);
        byte[] lossless = webp();
        put(lossless, 12, 'V', 'P', '8', 'L');
        put(lossless, 20, 0x2f, 0xff, 0xff, 0xff, 0x0f);
        assertThat(sizeOf(lossless)).as("the largest there is").isEqualTo(new Size(16_384, 16_384));

        byte[] heic = heic();
        put(heic, 68, 0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60);
        assertThat(sizeOf(heic)).isEqualTo(huge);
        put(heic, 68, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
        assertThat(sizeOf(heic).points()).as("is no negative number").isGreaterThan(1L << 60);
    }

    @Test
    void a_picture_without_a_size_is_none() {
        byte[] png = png(1);
        put(png, 16, 0, 0, 0, 0);
        byte[] webp = webp();
        put(webp, 23, 0, 0, 0);
        byte[] heic = heic();
        put(heic, 60, 'f', 'r', 'e', 'e');
        for (byte[] none : List.of(png, webp, heic)) {
            assertThat(EvidenceType.of(none)).isEmpty();
        }
    }

    private static Size sizeOf(byte[] picture) {
        return EvidenceType.of(picture).orElseThrow().size(picture);
    }

    private static void put(byte[] file, int at, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            file[at + i] = (byte) bytes[i];
        }
    }

    private static final List<byte[]> WHOLE = List.of(jpeg(2), png(2), gif(2), webp(), heic(), pdf());

    /** Bytes from outside must never end in an exception. */
    @Property(tries = 400)
    void a_damaged_file_is_a_type_or_none(@ForAll @IntRange(max = 5) int which, @ForAll long seed) {
        byte[] file = WHOLE.get(which);
        Random random = new Random(seed);
        byte[] damaged = Arrays.copyOf(file, random.nextInt(file.length + 1));
        for (int i = 0; i < 6 && damaged.length > 0; i++) {
            damaged[random.nextInt(Math.min(damaged.length, 64))] = (byte) random.nextInt();
        }
        assertThat(EvidenceType.of(damaged)).isNotNull();
    }
}
