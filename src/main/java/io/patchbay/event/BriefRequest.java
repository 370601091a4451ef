package io.patchbay.event;

import java.util.Collection;
import java.util.Map;

/** What is to be composed from cases and waits for them to be read, many at a time. */
public interface BriefRequest {
    /** The cases, each once. */
    Collection<String> caseReferences();

    /** @param read cases by reference */
    void add(Map<String, CaseBrief> read);
}
