package io.patchbay.intake.signature;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The parts of a request that a scheme's signature covers. The body is one of them in every scheme; where a request proves
 * itself by a password or token only, nothing is signed and the body stands for whoever knows the secret.
 *
 * @param url whether the URL is covered, and so the query
 * @param id whether a message id or nonce is covered
 * @param idHeaders the headers that carry that id, letter case apart, of which a request has one; empty where it stands elsewhere
 * @param timeHeaders the headers that carry the signed time
 */
public record SignedParts(boolean url, boolean id, SortedSet<String> idHeaders, SortedSet<String> timeHeaders) {
    static final SignedParts BODY = new SignedParts(false, false, List.of(), List.of());

    public SignedParts {
        idHeaders = Collections.unmodifiableSortedSet(idHeaders);
        timeHeaders = Collections.unmodifiableSortedSet(timeHeaders);
    }

    SignedParts(boolean url, boolean id, List<String> idHeaders, List<String> timeHeaders) {
        this(url, id, named(idHeaders), named(timeHeaders));
    }

    private static SortedSet<String> named(List<String> headers) {
        SortedSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.stream().filter(name -> !name.isEmpty()).forEach(names::add);
        return names;
    }

    /** Whether that header's value is covered. */
    public boolean header(String name) {
        return idHeaders.contains(name) || timeHeaders.contains(name);
    }

    /** The parts in words, for a message to whoever writes a source file. */
    public String inWords() {
        List<String> parts = new ArrayList<>(List.of("the body"));
        if (url) {
            parts.add("the URL with its query");
        }
        if (id) {
            parts.add("the id (signed_id"
                    + (idHeaders.isEmpty() ? ")" : ", header " + String.join(" or ", idHeaders) + ")"));
        }
        if (!timeHeaders.isEmpty()) {
            parts.add("the time (header " + String.join(" or ", timeHeaders) + ")");
        }
        return String.join(", ", parts);
    }
}
