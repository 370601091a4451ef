package io.patchbay.intake.source;

/**
 * What a sender is answered when its event is kept.
 *
 * @param status 200 to 299
 * @param contentType of the body; empty when the body is our own JSON, or with 204 when there is none
 * @param body may be empty
 */
public record Answer(int status, String contentType, String body) {}
