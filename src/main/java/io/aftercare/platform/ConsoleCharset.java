package io.aftercare.platform;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What the program prints is Chinese, whatever the locale: UTF-8, or what the console that somebody sits at writes Chinese in, such
 * as GBK on Windows.
 */
public final class ConsoleCharset {

    private ConsoleCharset() {}

    /** Makes everything that is printed from here on readable. */
    public static Charset use() {
        Charset charset = of(System.console());
        System.setOut(stream(FileDescriptor.out, charset));
        System.setErr(stream(FileDescriptor.err, charset));
        return charset;
    }

    private static Charset of(Console console) {
        return console != null && console.charset().newEncoder().canEncode('中')
                ? console.charset()
                : StandardCharsets.UTF_8;
    }

    private static PrintStream stream(FileDescriptor to, Charset charset) {
        return new PrintStream(new FileOutputStream(to), true, charset);
    }
}
