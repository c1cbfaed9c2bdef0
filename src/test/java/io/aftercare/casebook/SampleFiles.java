package io.aftercare.casebook;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Small photos and documents, as real programs write them where Java can, else with the structure that the formats ask for. */
public final class SampleFiles {

    private SampleFiles() {}

    public static byte[] jpeg(int seed) {
        return picture("jpg", seed);
    }

    public static byte[] png(int seed) {
        return picture("png", seed);
    }

    public static byte[] gif(int seed) {
        return picture("gif", seed);
    }

    public static byte[] webp() {
        byte[] file = new byte[64];
        put(file, 0, "RIFF");
        file[4] = 56;
        put(file, 8, "WEBPVP8 ");
        file[16] = 44;
        return file;
    }

    public static byte[] heic() {
        byte[] file = new byte[64];
        file[3] = 28;
        put(file, 4, "ftypmif1");
        put(file, 16, "mif1heic");
        put(file, 24, "msf1");
        return file;
    }

    public static byte[] pdf() {
        return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
                .concat("trailer<</Root 1 0 R>>\n%%EOF\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One after the other. */
    public static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static byte[] picture(String format, int seed) {
        BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = image.createGraphics();
        brush.setColor(Color.getHSBColor(seed / 7f, 0.4f, 0.9f));
        brush.fillRect(0, 0, 320, 240);
        brush.setColor(Color.DARK_GRAY);
        brush.drawLine(0, seed, 320, 240 - seed);
        brush.dispose();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, format, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(byte[] file, int at, String text) {
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, file, at, text.length());
    }
}
