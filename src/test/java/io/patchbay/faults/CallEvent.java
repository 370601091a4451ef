package io.patchbay.faults;

/**
 * One webhook to send: the same id and body in every attempt.
 *
 * @param webhookId the value of {@code webhook-id}
 * @param type the phase, for example {@code call.analyzed}
 */
public record CallEvent(String webhookId, String callId, String type, byte[] body) {}
