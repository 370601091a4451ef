package io.patchbay.cases;

/**
 * What feedback did to a case.
 *
 * @param caseRef the case it was about, or the empty string when it was about none of ours
 * @param source the source of the case's first call, or the empty string
 * @param moved whether anything that others see of the case is different now
 * @param page the dedup key of the page to be resolved now, or the empty string
 */
public record FeedbackResult(String caseRef, String source, boolean moved, String page) {
    static final FeedbackResult NOTHING = new FeedbackResult("", "", false, "");

    /** Whether the case's page is to be resolved. */
    public boolean isPageOver() {
        return !page.isEmpty();
    }
}
