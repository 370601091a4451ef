package io.patchbay.intake;

import io.patchbay.intake.expression.Signed;

/**
 * A webhook request whose sender has proven itself.
 *
 * @param signed what of the request its signature covers
 */
public record VerifiedRequest(WebhookRequest request, Signed signed) {}
