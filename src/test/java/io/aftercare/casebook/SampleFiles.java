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
        put(file, 23, "\u009d\u0001*");
        return size(file, 26, 320, 240);
    }

    public static byte[] heic() {
        byte[] file = new byte[104];
        file[3] = 28;
        put(file, 4, "ftypmif1");
        put(file, 16, "mif1heic");
        put(file, 24, "msf1");
        box(file, 28, 48, "meta");
        box(file, 40, 36, "iprp");
        box(file, 48, 28, "ipco");
        box(file, 56, 20, "ispe");
        file[70] = 1; // 320 wide
        file[71] = 64;
        file[75] = (byte) 240;
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

    /** Little-endian, two bytes each. */
    private static byte[] size(byte[] file, int at, int width, int height) {
        file[at] = (byte) width;
        file[at + 1] = (byte) (width >> 8);
        file[at + 2] = (byte) height;
        file[at + 3] = (byte) (height >> 8);
        return file;
    }

    private static void box(byte[] file, int at, int length, String type) {
        file[at + 3] = (byte) length;
        put(file, at + 4, type);
    }

    private static void put(byte[] file, int at, String text) {
        System.arraycopy(text.getBytes(StandardCharsets.ISO_8859_1), 0, file, at, text.length());
    }
}
