package io.patchbay.intake.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.intake.expression.Reference;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A configured sender of webhooks, ready to be used: every reference resolved, every expression understood.
 *
 * @param name the name of its file, and the last part of {@code /hooks/{source}}
 * @param signature the {@code signature:} block with its references resolved; the signature package reads it
 * @param publicUrl the URL as the sender calls it, for schemes that sign it; empty when the sender reaches the hub
 *     without a proxy that changes it
 * @param trustsVerification whether what this sender says about having verified a caller counts
 * @param gracePeriod how long after the end of a call its analysis is awaited
 * @param answer what the sender gets instead of our own 202
 * @param challenge where a value stands that the sender wants back, and nothing else done
 * @param secretsInPayload what is taken out of an event before it is stored
 * @param writeBack where the outcome of a case is sent, signed with this source's secret
 * @param superviseFirst how many of its first runs wait for a person after the decision; 0 for none
 * @param poll how a call that has long been silent is asked for at its provider
 * @param fetch what is fetched from its provider when an event only points at it
 * @param plainHttp whether the URLs that are called for it may be on another machine without TLS
 * @param headersRead the headers that the file's expressions read, in lower case; no other is stored
 */
public record SourceConfig(
        String name,
        Kind kind,
        Format format,
        Secrets secrets,
        JsonNode signature,
        Optional<URI> publicUrl,
        boolean trustsVerification,
        Duration gracePeriod,
        Dedupe dedupe,
        EnvelopeMapping envelope,
        ReportMapping report,
        Optional<Answer> answer,
        Optional<Reference> challenge,
        List<Reference> secretsInPayload,
        Optional<URI> writeBack,
        int superviseFirst,
        Optional<Fetch> poll,
        Optional<Fetch> fetch,
        boolean plainHttp,
        SortedSet<String> headersRead) {

    /** What the events of a source are about. */
    public enum Kind {
        /** Calls: each event is translated to a call report. */
        CALL,
        /** What became of tickets, messages, pages and incidents: only the envelope is read here. */
        FEEDBACK
    }

    /** The shape of the events. */
    public enum Format {
        /** The canonical call report, which has a schema; it needs no mapping. */
        CALL_REPORT,
        /** The sender's own, mapped by the file. */
        MAPPED
    }

    /** What another body under a delivery id that is known already means. */
    public enum Dedupe {
        /** A conflict: the sender never sends two bodies under one id. */
        EXACT,
        /** A duplicate: the sender builds a new body for each attempt. */
        BUSINESS
    }

    public SourceConfig {
        secretsInPayload = List.copyOf(secretsInPayload);
    }

    /** The name only: the URLs may hold credentials. */
    @Override
    public String toString() {
        return "SourceConfig[" + name + "]";
    }
}
