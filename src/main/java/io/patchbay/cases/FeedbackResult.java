package io.patchbay.cases;

/**
 * What feedback did to a case.
 *
 * @param caseRef the case it was about, or the empty string when it was about none of ours
 * @param source the source of the case's first call, or the empty string
 * @param isChanged whether anything that others see of the case is different now
 * @param resolvesPage whether the case's page is to be resolved now
 */
public record FeedbackResult(String caseRef, String source, boolean isChanged, boolean resolvesPage) {
    static final FeedbackResult NOTHING = new FeedbackResult("", "", false, false);
}
