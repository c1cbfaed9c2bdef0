package io.aftercare.customer;

import java.util.BitSet;
import java.util.List;

/** A few words to be looked for at every place of a text; at most places one look at the character says that there is none. */
final class Words {

    private final BitSet heads = new BitSet(0x10000);
    private final String[] words;

    /** @param words folded; a word stands before those that begin it */
    private Words(List<String> words) {
        this.words = words.toArray(String[]::new);
        words.forEach(word -> heads.set(word.charAt(0)));
    }

    static Words of(String separatedByBlanks) {
        return new Words(List.of(separatedByBlanks.split(" ")));
    }

    static Words ofCharacters(String characters) {
        return new Words(characters.chars().mapToObj(Character::toString).toList());
    }

    /** @return behind the first word that stands here, 0 if none does */
    int end(FoldedText text, int i) {
        if (has(text.at(i))) {
            for (String word : words) {
                if (text.has(i, word)) {
                    return i + word.length();
                }
            }
        }
        return 0;
    }

    /** Whether a word begins with this character. */
    boolean has(char c) {
        return heads.get(c);
    }
}
