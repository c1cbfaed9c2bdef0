package io.aftercare.casebook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Names of uploaded files are made harmless")
class EvidenceNameTest {

    @Test
    void folders_are_left_out() {
        assertThat(EvidenceName.clean("../../etc/外包装.jpg")).isEqualTo("外包装.jpg");
        assertThat(EvidenceName.clean("C:\\Users\\x\\外包装.jpg")).isEqualTo("外包装.jpg");
        assertThat(EvidenceName.clean("..")).isEmpty();
        assertThat(EvidenceName.clean("a/")).isEmpty();
        assertThat(EvidenceName.clean(null)).isEmpty();
    }

    @Test
    void what_turns_hides_or_breaks_text_is_left_out() {
        assertThat(EvidenceName.clean("照片\u202egpj.exe\r\nX: y\0.jpg")).isEqualTo("照片gpj.exeX_ y.jpg");
        assertThat(EvidenceName.clean("<img onerror=\"x\">.png")).isEqualTo("_img onerror=_x__.png");
        assertThat(EvidenceName.clean("  .外 包\u3000装. ")).isEqualTo("外 包 装");
    }

    @Test
    void a_long_name_is_cut_and_keeps_its_extension() {
        String cut = EvidenceName.clean("长".repeat(300) + ".jpeg");
        assertThat(cut).hasSize(100).endsWith("….jpeg");
        assertThat(EvidenceName.clean("😀".repeat(300)).codePointCount(0, 199)).isEqualTo(100);
    }

    @Test
    void the_extension_fits_the_content() {
        assertThat(EvidenceName.of("照片.JPG", EvidenceType.JPEG)).isEqualTo("照片.JPG");
        assertThat(EvidenceName.of("照片.html", EvidenceType.JPEG)).isEqualTo("照片.html.jpg");
        assertThat(EvidenceName.of("", EvidenceType.PNG)).isEqualTo("照片.png");
        assertThat(EvidenceName.of("", EvidenceType.PDF)).isEqualTo("文件.pdf");
    }
}
