package io.patchbay.simulator;

import java.time.Duration;
import java.util.Map;

/**
 * What goes wrong with one request. The parts are independent: how long the provider takes before and after it does
 * what was asked, whether it does it, what it says, and how much of that arrives.
 *
 * @param effect whether the request takes effect
 * @param before waited before the effect, at random in this range of milliseconds
 * @param after waited between the effect and the answer
 * @param instead the answer given in place of the true one, or null
 * @param way how the answer gets to the client
 */
public record Fault(boolean effect, Range before, Range after, Said instead, Way way) {

    /** Milliseconds, both ends included. */
    public record Range(long from, long to) {
        static final Range NONE = new Range(0, 0);
    }

    /** An answer to give instead. {@code bytes} above zero pads the body to that length. */
    public record Said(int status, String contentType, Map<String, String> headers, String body, int bytes) {
        Answer answer() {
            String padded = bytes > body.length() ? body + " ".repeat(bytes - body.length()) : body;
            Answer answer = Answer.text(status, contentType, padded);
            for (Map.Entry<String, String> header : headers.entrySet()) {
                answer = answer.with(header.getKey(), header.getValue());
            }
            return answer;
        }
    }

    public enum Way {
        WHOLE,
        /** The connection closes without an answer. */
        CLOSED,
        /** The connection ends with an RST. */
        RESET,
        /** The headers promise the whole body and half of it comes. */
        TRUNCATED,
        /** One byte of the body a second. */
        DRIBBLED,
        /** Bytes that are not HTTP. */
        GARBAGE,
        MALFORMED_CHUNK,
        /** No answer while the client waits. */
        NEVER
    }

    /** The provider takes its time, then does what was asked and answers. */
    public static Fault delay(Duration duration) {
        return delay(duration, duration);
    }

    /** As {@link #delay(Duration)}, evenly distributed over the range. */
    public static Fault delay(Duration from, Duration to) {
        return new Fault(true, new Range(from.toMillis(), to.toMillis()), Range.NONE, null, Way.WHOLE);
    }

    /** The provider does what was asked at once and takes its time to say so. */
    public static Fault lateAnswer(Duration duration) {
        return new Fault(true, Range.NONE, new Range(duration.toMillis(), duration.toMillis()), null, Way.WHOLE);
    }

    /** The effect happens; its answer gets lost in that way. */
    public static Fault lostAnswer(Way way) {
        return new Fault(true, Range.NONE, Range.NONE, null, way);
    }

    /** The effect happens; the answer is that status, as a gateway gives it. */
    public static Fault doneBut(int status) {
        return new Fault(true, Range.NONE, Range.NONE, html(status), Way.WHOLE);
    }

    /** Nothing happens, and the answer is that status with a JSON body. */
    public static Fault refusedWith(int status, String json) {
        return answered(status, Map.of(), json);
    }

    /** Nothing happens, and the answer is that status with those headers and that body. */
    public static Fault answered(int status, Map<String, String> headers, String body) {
        return new Fault(false, Range.NONE, Range.NONE, said(status, headers, body), Way.WHOLE);
    }

    /** Nothing happens, and the connection ends in that way. */
    public static Fault brokenBefore(Way way) {
        return new Fault(false, Range.NONE, Range.NONE, said(200, Map.of(), "{}"), way);
    }

    /** 429 without an effect. @param retryAfter the header as it stands: seconds, an HTTP date, garbage; null for none */
    public static Fault throttled(String retryAfter) {
        Map<String, String> headers = retryAfter == null ? Map.of() : Map.of("Retry-After", retryAfter);
        return new Fault(
                false,
                Range.NONE,
                Range.NONE,
                said(
                        429,
                        headers,
                        "{\"ok\":false,\"error\":\"ratelimited\",\"errorMessages\":[\"Rate limit exceeded\"]}"),
                Way.WHOLE);
    }

    /** Slack's 200 with {@code ok:false}. @param effect whether the message was posted all the same */
    public static Fault slackError(String code, boolean effect) {
        return new Fault(
                effect,
                Range.NONE,
                Range.NONE,
                said(200, Map.of(), "{\"ok\":false,\"error\":\"" + code + "\"}"),
                Way.WHOLE);
    }

    /** The effect happens; the answer is that many bytes of JSON and blanks. */
    public static Fault hugeAnswer(int bytes) {
        return new Fault(
                true, Range.NONE, Range.NONE, new Said(200, "application/json", Map.of(), "{}", bytes), Way.WHOLE);
    }

    /** An HTML page with that status. @param effect whether the request took effect */
    public static Fault htmlAnswer(int status, boolean effect) {
        return new Fault(effect, Range.NONE, Range.NONE, html(status), Way.WHOLE);
    }

    private static Said said(int status, Map<String, String> headers, String json) {
        return new Said(status, "application/json; charset=utf-8", headers, json, 0);
    }

    private static Said html(int status) {
        return new Said(
                status,
                "text/html; charset=utf-8",
                Map.of(),
                "<html><body><h1>Status " + status + "</h1></body></html>",
                0);
    }

    /** Whether this slows the request down and does nothing else. */
    boolean onlySlows() {
        return effect && instead == null && way == Way.WHOLE;
    }

    /** This fault on a provider that is also as slow as that. */
    Fault slowedBy(Fault slow) {
        return new Fault(effect, sum(before, slow.before), sum(after, slow.after), instead, way);
    }

    private static Range sum(Range one, Range other) {
        return new Range(one.from() + other.from(), one.to() + other.to());
    }
}
