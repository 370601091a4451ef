package io.patchbay.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Phrases as paths of whole words, each ending in labels. Looking through a text costs its words times the longest
 * phrase at the most, however many phrases there are.
 */
final class PhraseTrie {
    private static final class Node {
        private final Map<String, Node> next = new HashMap<>();
        private final List<String> labels = new ArrayList<>();
    }

    private final Node root = new Node();

    void add(List<String> words, String label) {
        Node node = root;
        for (String word : words) {
            node = node.next.computeIfAbsent(word, key -> new Node());
        }
        node.labels.add(label);
    }

    /** The labels of every phrase that stands in the text as a run of whole words. */
    Set<String> labelsIn(List<String> words) {
        Set<String> labels = new HashSet<>();
        for (int start = 0; start < words.size(); start++) {
            Node node = root;
            for (int at = start; at < words.size(); at++) {
                node = node.next.get(words.get(at));
                if (node == null) {
                    break;
                }
                labels.addAll(node.labels);
            }
        }
        return labels;
    }
}
