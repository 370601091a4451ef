package io.patchbay.intake;

/**
 * What the sender is answered.
 *
 * @param contentType the body's media type, or the empty string when there is no body
 */
public record IntakeAnswer(int status, String contentType, String body) {}
