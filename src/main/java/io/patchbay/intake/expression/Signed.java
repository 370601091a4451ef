package io.patchbay.intake.expression;

import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the verified signature of a request covers, as far as it says which delivery the request is.
 *
 * @param id the signed id, or the empty string where none is signed
 * @param idHeaders the headers of that id, letter case apart: whichever the request used, each of them stands for the id
 * @param contentHash the SHA-256 in hex of what is signed but time and id; or the empty string where nothing was verified
 */
public record Signed(String id, Set<String> idHeaders, String contentHash) {
    /** Of an event that nobody signed: one that the hub fetched itself, or one that is read again. */
    public static final Signed NOTHING = new Signed("", Set.of(), "");

    public Signed {
        Set<String> names = new TreeSet<>();
        idHeaders.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        idHeaders = Collections.unmodifiableSet(names);
    }
}
