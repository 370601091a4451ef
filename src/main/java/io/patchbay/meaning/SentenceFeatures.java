package io.patchbay.meaning;

import java.util.Arrays;
import java.util.List;

/**
 * A sentence as a set of hashed features: words, pairs of words that stand together or with one between them, and the parts
 * of words of three to five letters, which keep what inflection, compounds and mis-hearings leave of a word.
 *
 * @param words hashes of the words, sorted, each once
 * @param pairs hashes of the pairs of words, sorted, each once
 * @param parts hashes of the features made of parts of words, sorted, each once
 */
record SentenceFeatures(int[] words, int[] pairs, int[] parts) {
    private static final int SHORTEST = 3;
    private static final int LONGEST = 5;
    private static final long PRIME = 0x100000001b3L;

    static SentenceFeatures of(String sentence) {
        List<String> words = Words.of(sentence);
        int[] whole = new int[words.size()];
        int[] pairs = new int[words.size() * 2];
        int[] parts = new int[words.stream().mapToInt(SentenceFeatures::partsOf).sum()];
        int pair = 0;
        int part = 0;
        for (int i = 0; i < words.size(); i++) {
            long hash = hash(words.get(i), 0, words.get(i).length(), 17);
            whole[i] = mixed(hash);
            for (int gap = 1; gap <= 2 && i + gap < words.size(); gap++) {
                String other = words.get(i + gap);
                pairs[pair++] = mixed(hash * (29 + 2 * gap) + hash(other, 0, other.length(), 19));
            }
            String framed = "_" + words.get(i) + "_";
            for (int size = SHORTEST; size <= LONGEST; size++) {
                for (int at = 0; at + size <= framed.length(); at++) {
                    parts[part++] = mixed(hash(framed, at, at + size, 101 + size));
                }
            }
        }
        return new SentenceFeatures(distinct(whole, whole.length), distinct(pairs, pair), distinct(parts, part));
    }

    private static int partsOf(String word) {
        int count = 0;
        for (int size = SHORTEST; size <= LONGEST; size++) {
            count += Math.max(0, word.length() + 2 - size + 1);
        }
        return count;
    }

    private static int[] distinct(int[] hashes, int count) {
        return Arrays.stream(hashes, 0, count).sorted().distinct().toArray();
    }

    private static long hash(String text, int from, int to, long seed) {
        long hash = seed;
        for (int i = from; i < to; i++) {
            hash = hash * PRIME ^ text.charAt(i);
        }
        return hash;
    }

    /** The finishing step of MurmurHash3, so that every bit of the hash depends on every letter. */
    private static int mixed(long hash) {
        long mixed = hash;
        mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return (int) (mixed ^ mixed >>> 33);
    }
}
