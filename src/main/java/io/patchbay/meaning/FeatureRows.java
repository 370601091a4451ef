package io.patchbay.meaning;

import java.util.Arrays;

/** The rows of a model by the hash of the feature: an open hash table of ints, which costs eight bytes a feature. */
final class FeatureRows {
    /** The row of a feature that the model does not know. */
    static final int NONE = -1;

    private int[] hashes;
    private int[] rows;
    private int size;

    FeatureRows(int expected) {
        allocate(Math.max(16, Integer.highestOneBit(expected) * 4));
    }

    private void allocate(int capacity) {
        hashes = new int[capacity];
        rows = new int[capacity];
        Arrays.fill(rows, NONE);
    }

    int size() {
        return size;
    }

    int row(int hash) {
        return rows[slot(hash)];
    }

    /** The feature's row; the next free one where it has none yet. */
    int add(int hash) {
        int slot = slot(hash);
        if (rows[slot] == NONE) {
            if (size * 2 >= hashes.length) {
                grow();
                slot = slot(hash);
            }
            hashes[slot] = hash;
            rows[slot] = size++;
        }
        return rows[slot];
    }

    /** The features' hashes in the order of their rows. */
    int[] hashes() {
        int[] ordered = new int[size];
        for (int slot = 0; slot < hashes.length; slot++) {
            if (rows[slot] != NONE) {
                ordered[rows[slot]] = hashes[slot];
            }
        }
        return ordered;
    }

    private int slot(int hash) {
        int mask = hashes.length - 1;
        int slot = hash & mask;
        while (rows[slot] != NONE && hashes[slot] != hash) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        int[] ordered = hashes();
        allocate(hashes.length * 2);
        size = 0;
        for (int hash : ordered) {
            add(hash);
        }
    }
}
