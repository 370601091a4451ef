package io.patchbay.rules;

import static io.patchbay.rules.FactKind.FLAG;
import static io.patchbay.rules.FactKind.LIST;
import static io.patchbay.rules.FactKind.NUMBER;
import static io.patchbay.rules.FactKind.SCORE;
import static io.patchbay.rules.FactKind.TEXT;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.AccountMatch.Account;
import io.patchbay.event.CallField;
import io.patchbay.event.Phase;
import io.patchbay.meaning.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The vocabulary: every name that a condition may use, its type, and where its value comes from. The part before the
 * dot is the authority behind it. What the caller calls a severity or an urgency, and the number they want to be called
 * on, are not here: a rule that asks for them does not load.
 *
 * <p>Names are only ever added, so that decisions of any age replay.
 */
enum Fact {
    CALLER_INTENT("caller.intent", TEXT, call -> call.word(CallField.INTENT)),
    CALLER_TOPICS("caller.topics", LIST, call -> call.words(CallField.TOPICS)),
    /** The lexicon's topics found in the caller's texts. */
    CALLER_MENTIONS("caller.mentions", LIST, Evidence::mentions),
    /** How likely it is, by examples, that the call is about security; so with the other topics. */
    CALLER_RESEMBLES_SECURITY("caller.resembles.security", SCORE, call -> call.resembles(Topic.SECURITY)),
    CALLER_RESEMBLES_PRIVACY("caller.resembles.privacy", SCORE, call -> call.resembles(Topic.PRIVACY)),
    CALLER_RESEMBLES_IDENTITY("caller.resembles.identity", SCORE, call -> call.resembles(Topic.IDENTITY)),
    CALLER_RESEMBLES_REVIEW("caller.resembles.review", SCORE, call -> call.resembles(Topic.REVIEW)),
    CALLER_RESEMBLES_BILLING("caller.resembles.billing", SCORE, call -> call.resembles(Topic.BILLING)),
    CALLER_RESEMBLES_COMMERCIAL("caller.resembles.commercial", SCORE, call -> call.resembles(Topic.COMMERCIAL)),
    CALLER_RESEMBLES_SUPPORT("caller.resembles.support", SCORE, call -> call.resembles(Topic.SUPPORT)),
    /** The examples that the call came nearest to. */
    CALLER_NEAREST_EXAMPLES("caller.nearest_examples", LIST, Evidence::nearestExamples),
    /** Whether no topic stands out of what the call resembles. */
    CALLER_UNSURE("caller.unsure", FLAG, call -> call.heard().unsure()),
    /** ISO 639-3 code of the language that was spoken, where there are no examples in it. */
    CALLER_UNSUPPORTED_LANGUAGE(
            "caller.unsupported_language", TEXT, call -> call.heard().unsupportedLanguage()),
    /** Which model with which examples judged the call; the empty string where none did. */
    CALLER_JUDGED_BY("caller.judged_by", TEXT, call -> call.heard().model()),
    CALLER_ROLE("caller.role", TEXT, call -> call.word(CallField.CALLER_ROLE)),
    CALLER_PRODUCT_AREA("caller.product_area", TEXT, call -> call.word(CallField.PRODUCT_AREA)),
    CALLER_ERROR_MESSAGE("caller.error_message", TEXT, call -> call.text(CallField.ERROR_MESSAGE)),
    CALLER_REGION("caller.region", TEXT, call -> call.word(CallField.REGION)),
    CALLER_IMPACT("caller.impact", TEXT, call -> call.word(CallField.IMPACT)),
    CALLER_WORKAROUND("caller.workaround", TEXT, call -> call.text(CallField.WORKAROUND)),
    CALLER_AFFECTED_USERS("caller.affected_users", NUMBER, call -> call.number(CallField.AFFECTED_USERS)),
    CALLER_BUSINESS_FUNCTION("caller.business_function", TEXT, call -> call.word(CallField.BUSINESS_FUNCTION)),
    CALLER_DATA_LOSS("caller.data_loss", FLAG, call -> call.flag(CallField.DATA_LOSS)),
    CALLER_FINANCIAL_IMPACT("caller.financial_impact", FLAG, call -> call.flag(CallField.FINANCIAL_IMPACT)),
    CALLER_MEDICAL_IMPACT("caller.medical_impact", FLAG, call -> call.flag(CallField.MEDICAL_IMPACT)),
    CALLER_LEGAL_THREAT("caller.legal_threat", FLAG, call -> call.flag(CallField.LEGAL_THREAT)),
    CALLER_SENTIMENT("caller.sentiment", TEXT, call -> call.word(CallField.SENTIMENT)),
    CALLER_REQUESTED_NEXT_STEP("caller.requested_next_step", TEXT, call -> call.word(CallField.REQUESTED_NEXT_STEP)),
    /** Promises that the company did not authorise, each as it was heard. */
    CALLER_UNSUPPORTED_CLAIMS("caller.unsupported_claims", LIST, Evidence::unsupportedClaims),

    VERIFIED_IMPACT("verified.impact", TEXT, call -> call.verifiedWord(CallField.IMPACT)),
    VERIFIED_AFFECTED_USERS("verified.affected_users", NUMBER, call -> call.verifiedNumber(CallField.AFFECTED_USERS)),
    VERIFIED_PRODUCT_AREA("verified.product_area", TEXT, call -> call.verifiedWord(CallField.PRODUCT_AREA)),
    VERIFIED_ERROR_MESSAGE("verified.error_message", TEXT, call -> call.verifiedText(CallField.ERROR_MESSAGE)),
    VERIFIED_REGION("verified.region", TEXT, call -> call.verifiedWord(CallField.REGION)),
    VERIFIED_WORKAROUND("verified.workaround", TEXT, call -> call.verifiedText(CallField.WORKAROUND)),
    VERIFIED_BUSINESS_FUNCTION(
            "verified.business_function", TEXT, call -> call.verifiedWord(CallField.BUSINESS_FUNCTION)),
    VERIFIED_DATA_LOSS("verified.data_loss", FLAG, call -> call.verifiedFlag(CallField.DATA_LOSS)),
    VERIFIED_FINANCIAL_IMPACT("verified.financial_impact", FLAG, call -> call.verifiedFlag(CallField.FINANCIAL_IMPACT)),
    VERIFIED_MEDICAL_IMPACT("verified.medical_impact", FLAG, call -> call.verifiedFlag(CallField.MEDICAL_IMPACT)),

    /** How sure the match is: {@code none}, {@code maybe}, {@code known} or {@code verified}. */
    DIRECTORY_MATCH(
            "directory.match",
            TEXT,
            call -> call.match().level().name().toLowerCase(Locale.ROOT),
            "none",
            "maybe",
            "known",
            "verified"),
    /** Whether the caller is known or verified to belong to an account; without that the account's facts are absent. */
    DIRECTORY_ACCOUNT_KNOWN(
            "directory.account_known", FLAG, call -> call.match().belongs()),
    /** Whether a sender trusted to verify, or a member of staff, has verified the caller for the account. */
    DIRECTORY_ACCOUNT_VERIFIED(
            "directory.account_verified", FLAG, call -> call.match().level() == AccountMatch.Level.VERIFIED),
    /** Verified, named by staff, or known by a line that the company trusts; never by what the caller says. */
    DIRECTORY_ACCOUNT_TRUSTED(
            "directory.account_trusted", FLAG, call -> call.match().trusted()),
    /** How the match was made. */
    DIRECTORY_MATCH_BASIS(
            "directory.match_basis",
            TEXT,
            call -> call.match().basis().wireName(),
            "none",
            "line",
            "verification",
            "registered_contact_spoken",
            "reference_only",
            "staff"),
    DIRECTORY_ACCOUNT("directory.account", TEXT, call -> call.match().accountId()),
    DIRECTORY_TIER("directory.tier", TEXT, call -> call.account(Account::tier)),
    DIRECTORY_ENTITLEMENT("directory.entitlement", TEXT, call -> call.account(Account::entitlement)),
    DIRECTORY_SEGMENT("directory.segment", TEXT, call -> call.account(Account::segment)),
    DIRECTORY_REGION("directory.region", TEXT, call -> call.account(Account::region)),
    DIRECTORY_PRODUCTS("directory.products", LIST, Evidence::products),
    DIRECTORY_HIGH_VALUE("directory.high_value", FLAG, Evidence::highValue),
    DIRECTORY_STALE("directory.stale", FLAG, call -> call.match().stale()),
    DIRECTORY_FAILED_VERIFICATION(
            "directory.failed_verification", FLAG, call -> call.match().failedVerification()),
    /** Whether the caller claimed an account that they do not belong to. */
    DIRECTORY_SCOPE_CLAIM("directory.scope_claim", FLAG, call -> !call.match()
            .scopeCorrection()
            .isEmpty()),

    SIGNALS_DISTINCT_ACCOUNTS(
            "signals.distinct_accounts", NUMBER, call -> call.signals().distinctAccounts()),
    SIGNALS_MONITORING("signals.monitoring", LIST, Evidence::monitoring),
    SIGNALS_MONITORING_MATCH("signals.monitoring_match", FLAG, call -> !call.signals()
            .monitoring()
            .isEmpty()),
    SIGNALS_OPEN_INCIDENT("signals.open_incident", FLAG, call -> !call.signals()
            .openIncident()
            .isEmpty()),

    HISTORY_OPEN_CASES("history.open_cases", NUMBER, call -> call.history().openCases()),
    HISTORY_RECENT_CALLS("history.recent_calls", NUMBER, call -> call.history().recentCalls()),

    CALL_SOURCE("call.source", TEXT, call -> call.report().source()),
    CALL_DIRECTION("call.direction", TEXT, call -> call.word(CallField.DIRECTION)),
    CALL_END_REASON("call.end_reason", TEXT, call -> call.word(CallField.END_REASON)),
    CALL_INTERRUPTED("call.interrupted", FLAG, call -> call.flag(CallField.INTERRUPTED)),
    /** Whether an analysis of what was said has come, or a correction, which knows more than one. */
    CALL_ANALYZED(
            "call.analyzed",
            FLAG,
            call -> call.report().phases().contains(Phase.ANALYZED)
                    || call.report().phases().contains(Phase.UPDATED)),
    /** Whether the call is decided because it became too old to be one, without an end or an analysis of it. */
    CALL_NEVER_ENDED(
            "call.never_ended",
            FLAG,
            call -> !call.report().phases().isEmpty()
                    && Set.of(Phase.STARTED, Phase.TRANSFER)
                            .containsAll(call.report().phases())),
    CALL_DURATION_SECONDS("call.duration_seconds", NUMBER, call -> call.number(CallField.DURATION_SECONDS)),
    /** The call's own time, RFC 3339 in UTC, or the empty string: what a rule's expiry is held against. */
    CALL_AT("call.at", TEXT, Evidence::at);

    /** The facts that come from the meaning of what was said. */
    static final List<Fact> HEARD = List.of(
            CALLER_RESEMBLES_SECURITY,
            CALLER_RESEMBLES_PRIVACY,
            CALLER_RESEMBLES_IDENTITY,
            CALLER_RESEMBLES_REVIEW,
            CALLER_RESEMBLES_BILLING,
            CALLER_RESEMBLES_COMMERCIAL,
            CALLER_RESEMBLES_SUPPORT,
            CALLER_NEAREST_EXAMPLES,
            CALLER_UNSURE,
            CALLER_UNSUPPORTED_LANGUAGE,
            CALLER_JUDGED_BY);

    private static final Map<String, Fact> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Fact::path, Function.identity()));

    private final String path;
    private final FactKind kind;
    private final Function<Evidence, Object> source;
    private final List<String> choices;

    Fact(String path, FactKind kind, Function<Evidence, Object> source, String... choices) {
        this.path = path;
        this.kind = kind;
        this.source = source;
        this.choices = List.of(choices);
    }

    /** The name in a condition, for example {@code verified.impact}. */
    String path() {
        return path;
    }

    FactKind kind() {
        return kind;
    }

    /** Every value the fact can have, that of nothing known first, or an empty list when there is no end to them. */
    List<String> choices() {
        return choices;
    }

    /** The value where none is given. */
    Object absent() {
        return choices.isEmpty() ? kind.absent() : choices.get(0);
    }

    Object from(Evidence evidence) {
        return source.apply(evidence);
    }

    /** Whether the company itself stands behind the fact; the only kind that a severity rule sees. */
    boolean authoritative() {
        return !path.startsWith("caller.") && !path.startsWith("call.");
    }

    static Optional<Fact> named(String path) {
        return Optional.ofNullable(BY_NAME.get(path));
    }
}
