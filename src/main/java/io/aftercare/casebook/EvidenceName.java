package io.aftercare.casebook;

/** Names of files as people gave them, made harmless: for a page, a header and whoever saves the file again. */
final class EvidenceName {

    private static final int MAX = 100;

    private EvidenceName() {}

    /**
     * The name without folders, control characters, characters that turn or hide text, those that file systems do not take, and
     * dots and blanks at its ends; empty if nothing is left.
     */
    static String clean(String given) {
        if (given == null) {
            return "";
        }
        String name = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\u2028\\u2029]", "")
                .replaceAll("[<>:\"|?*%;]", "_")
                .replaceAll("[\\s\\p{Zs}]+", " ")
                .replaceAll("^[. ]+|(?<![. ])[. ]+$", "");
        int length = name.codePointCount(0, name.length());
        if (length <= MAX) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String end = dot > 0 && name.length() - dot <= 6 ? name.substring(dot) : "";
        return name.substring(0, name.offsetByCodePoints(0, MAX - end.length() - 1)) + "…" + end;
    }

    /** A clean name with an extension that fits the type, so that the system that opens it does not take it for anything else. */
    static String of(String clean, EvidenceType type) {
        String name = clean == null || clean.isEmpty() ? type.isImage() ? "照片" : "文件" : clean;
        return type.hasExtension(name) ? name : name + "." + type.extensions().get(0);
    }
}
