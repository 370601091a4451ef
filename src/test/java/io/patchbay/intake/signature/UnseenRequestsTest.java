package io.patchbay.intake.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that are in no vendor's tests, signed here by the letter of the vendor's documentation and not by our own
 * signing half: each gets the verdict that the provider would want.
 */
class UnseenRequestsTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_787_245_453L);
    private static final String FORM = "application/x-www-form-urlencoded; charset=UTF-8";
    private static final String KEY = "0123456789abcdef";
    private static final String HOST = "https://hub.example.com";

    @ParameterizedTest(name = "{0}")
    @MethodSource({"twilio", "plivo", "lists", "times"})
    void request_hasItsVerdict(String what, boolean accepted, String scheme, SignedRequest request) {
        SignatureScheme verifying = SignatureSchemes.of(new SignatureConfig(scheme, Map.of()));

        Verdict verdict = verifying.verify(request, List.of(new Secret(KEY)), NOW);

        assertThat(verdict.accepted()).as("%s", verdict).isEqualTo(accepted);
    }

    static Stream<Arguments> twilio() {
        String hash = HexFormat.of().formatHex(sha256("{\"a\":\"\u00e9\"}"));
        return Stream.of(
                twilio("order of the form means nothing", true, "/t", "B=2&A=1", "/tA1B2"),
                twilio("names sort by code unit, not by letter", true, "/t", "a=1&Z=2&_=3", "/tZ2_3a1"),
                twilio("a name that repeats has each value once, sorted", true, "/t", "A=2&A=1&A=2", "/tA1A2"),
                twilio("the same values twice are not signed twice", false, "/t", "A=1&A=1", "/tA1A1"),
                twilio("a plus sign is a space, %2B a plus sign", true, "/t", "To=%2B1555&N=a+b", "/tNa bTo+1555"),
                twilio(
                        "letters beyond ASCII are signed decoded",
                        true,
                        "/t",
                        "N=%F0%9F%98%80%C3%A9",
                        "/tN\ud83d\ude00\u00e9"),
                twilio("a name without a value is signed", true, "/t", "A&B=", "/tAB"),
                twilio("a value may hold an equals sign", true, "/t", "A=b=c", "/tAb=c"),
                twilio("an empty form is the URL alone", true, "/t?x=1", "", "/t?x=1"),
                twilio("query parameters are not form parameters", false, "/t?x=1", "", "/t?x=1x1"),
                twilio("a slash at the end counts", false, "/t/", "A=1", "/tA1"),
                twilio("a slash at the end is signed as called", true, "/t/", "A=1", "/t/A1"),
                twilio("escapes in the path stay", true, "/t%20%2f", "A=1", "/t%20%2fA1"),
                twilio("an empty query keeps its mark", true, "/t?", "A=1", "/t?A=1".replace("A=1", "A1")),
                twilio("a fragment is never sent", false, "/t#rc=2", "A=1", "/t#rc=2A1"),
                twilio("an address in the query, signed escaped", true, "/t?m=a@b:c", "A=1", "/t?m=a%40b%3AcA1"),
                twilio("an address in the query, signed as called", true, "/t?m=a@b:c", "A=1", "/t?m=a@b:cA1"),
                twilio("an apostrophe, signed escaped", true, "/t?m=it's", "A=1", "/t?m=it%27sA1"),
                twilio("a space as a plus sign, signed as %20", true, "/t?m=a+b", "A=1", "/t?m=a%20bA1"),
                twilio("another value in the query", false, "/t?m=a@c", "A=1", "/t?m=a%40bA1"),
                twilio(
                        "the hash binds a body that is no form",
                        true,
                        "/t?bodySHA256=" + hash,
                        "{\"a\":\"\u00e9\"}",
                        "/t?bodySHA256=" + hash),
                twilio(
                        "a hash hidden by an escape binds nothing",
                        false,
                        "/t?body%53HA256=" + hash,
                        "",
                        "/t?bodySHA256=" + hash),
                twilio("a hash of another body", false, "/t?bodySHA256=" + hash, "{}", "/t?bodySHA256=" + hash),
                twilio(
                        "a hash in capitals",
                        false,
                        "/t?bodySHA256=" + hash.toUpperCase(java.util.Locale.ROOT),
                        "{}",
                        "/t?bodySHA256=" + hash));
    }

    private static Arguments twilio(String what, boolean accepted, String called, String body, String signed) {
        String signature = base64("HmacSHA1", HOST + signed);
        String type = body.startsWith("{") ? "application/json" : FORM;
        return Arguments.of(
                "Twilio: " + what,
                accepted,
                "twilio",
                request("POST", HOST + called, body, "Content-Type", type, "X-Twilio-Signature", signature));
    }

    static Stream<Arguments> plivo() {
        return Stream.of(
                plivo(
                        "POST signs URL, query and form",
                        true,
                        "POST",
                        "/p?b=2&a=1",
                        "D=4&C=3",
                        "/p?a=1&b=2.C3D4.n1",
                        "%s"),
                plivo("POST without a query has a bare mark", true, "POST", "/p", "D=4&C=3", "/p?C3D4.n1", "%s"),
                plivo("POST without a form has no second stop", true, "POST", "/p?a=1", "", "/p?a=1.n1", "%s"),
                plivo("GET signs the query decoded", true, "GET", "/p?To=%2B1&N=a+b", "", "/p?N=a b&To=+1.n1", "%s"),
                plivo(
                        "a name that repeats is signed as often, sorted",
                        true,
                        "POST",
                        "/p",
                        "A=2&A=1&A=2",
                        "/p?A1A2A2.n1",
                        "%s"),
                plivo("the first of several signatures", true, "POST", "/p", "A=1", "/p?A1.n1", "%s,AAAA"),
                plivo("the last of several signatures", true, "POST", "/p", "A=1", "/p?A1.n1", "AAAA,%s"),
                plivo("another nonce", false, "POST", "/p", "A=1", "/p?A1.n2", "%s"),
                plivo("a POST signed as a GET", false, "POST", "/p?b=2", "A=1", "/p?A=1&b=2.n1", "%s"),
                plivo("a value beyond ASCII", true, "POST", "/p", "N=%C3%A9", "/p?N\u00e9.n1", "%s"),
                plivo("an empty value in the query", true, "POST", "/p?a=", "B=", "/p?a=.B.n1", "%s"));
    }

    private static Arguments plivo(
            String what, boolean accepted, String method, String called, String body, String signed, String header) {
        String signature = header.formatted(base64("HmacSHA256", HOST + signed));
        return Arguments.of(
                "Plivo: " + what,
                accepted,
                "plivo-v3",
                request(
                        method,
                        HOST + called,
                        body,
                        "Content-Type",
                        FORM,
                        "X-Plivo-Signature-V3",
                        signature,
                        "X-Plivo-Signature-V3-Nonce",
                        "n1"));
    }

    static Stream<Arguments> lists() {
        String right = hex("{}");
        String wrong = "0".repeat(64);
        return Stream.of(
                pagerDuty("one of many", true, "v1=" + wrong + ",v1=" + right),
                pagerDuty("beside a version to come", true, "v2=" + right + ",v1=" + right),
                pagerDuty("under another version only", false, "v2=" + right),
                pagerDuty("five, the last right", true, ("v1=" + wrong + ",").repeat(4) + "v1=" + right),
                pagerDuty("six", false, ("v1=" + wrong + ",").repeat(5) + "v1=" + right),
                pagerDuty("in capitals", false, "v1=" + right.toUpperCase(java.util.Locale.ROOT)),
                pagerDuty("without a version", false, right),
                hub("jira", "X-Hub-Signature", "sha256=" + right, true),
                hub("jira", "X-Hub-Signature", right, false),
                hub("jira", "X-Hub-Signature", "sha1=" + right, false),
                hub("jira", "X-Hub-Signature-256", "sha256=" + right, false),
                hub("x-hub-signature-256", "X-Hub-Signature-256", "sha256=" + right, true),
                hub("x-hub-signature-256", "X-Hub-Signature", "sha256=" + right, false),
                hub("bland", "X-Webhook-Signature", right, true),
                hub("bland", "X-Webhook-Signature", "sha256=" + right, false),
                hub("bearer", "Authorization", "Bearer " + KEY, true),
                hub("bearer", "Authorization", "bearer " + KEY, true),
                hub("bearer", "Authorization", KEY, false),
                hub("bearer", "Authorization", "Bearer " + KEY + "x", false),
                hub("bearer", "Authorization", "Basic " + KEY, false));
    }

    private static Arguments pagerDuty(String what, boolean accepted, String header) {
        return Arguments.of(
                "PagerDuty: " + what,
                accepted,
                "pagerduty-v3",
                request("POST", HOST + "/p", "{}", "X-PagerDuty-Signature", header));
    }

    private static Arguments hub(String scheme, String header, String value, boolean accepted) {
        return Arguments.of(scheme + ": " + value, accepted, scheme, request("POST", HOST, "{}", header, value));
    }

    /** Signed this many seconds before or after now. */
    static Stream<Arguments> times() {
        return Stream.of(-301, -300, 0, 300, 301).flatMap(age -> {
            boolean fresh = Math.abs(age) <= 300;
            long second = NOW.getEpochSecond() - age;
            long milli = NOW.toEpochMilli() - age * 1_000L;
            return Stream.of(
                    slack(age, fresh, second),
                    Arguments.of(
                            "Retell, " + age + " s old",
                            fresh,
                            "retell",
                            request(
                                    "POST",
                                    HOST,
                                    "{}",
                                    "X-Retell-Signature",
                                    "v=" + milli + ",d=" + hex("{}" + milli))),
                    vapi(age, fresh, second),
                    vapi(age, fresh, milli),
                    Arguments.of(
                            "ElevenLabs, " + age + " s old",
                            age >= -300,
                            "elevenlabs",
                            request(
                                    "POST",
                                    HOST,
                                    "{}",
                                    "ElevenLabs-Signature",
                                    "v0=" + hex(second + ".{}") + ",t=" + second)));
        });
    }

    private static Arguments slack(int age, boolean fresh, long second) {
        return Arguments.of(
                "Slack, " + age + " s old",
                fresh,
                "slack-v0",
                request(
                        "POST",
                        HOST,
                        "payload=%7B%7D",
                        "X-Slack-Request-Timestamp",
                        Long.toString(second),
                        "X-Slack-Signature",
                        "v0=" + hex("v0:" + second + ":payload=%7B%7D")));
    }

    private static Arguments vapi(int age, boolean fresh, long time) {
        return Arguments.of(
                "Vapi, " + age + " s old, as " + time,
                fresh,
                "vapi-hmac",
                request("POST", HOST, "{}", "x-timestamp", Long.toString(time), "x-signature", hex(time + ".{}")));
    }

    private static SignedRequest request(String method, String url, String body, String... headers) {
        Map<String, List<String>> all = new TreeMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], List.of(headers[i + 1]));
        }
        return new SignedRequest(method, url, all, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(hmac("HmacSHA256", text));
    }

    private static String base64(String algorithm, String text) {
        return Base64.getEncoder().encodeToString(hmac(algorithm, text));
    }

    private static byte[] hmac(String algorithm, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(Arrays.toString(e.getStackTrace()));
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
