package io.patchbay.intake.source;

/** An environment in which every source can be switched on. */
public final class TestSecrets {
    /** 30 bytes in base64, so that it serves as a text and as a Standard Webhooks key. */
    private static final String SECRET = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0";
    /** An Ed25519 public key: the first test vector of RFC 8032, section 7.1. */
    private static final String PUBLIC_KEY = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    private TestSecrets() {}

    /** The value of the variable, or null for one that a shipped source can do without. */
    public static String lookUp(String variable) {
        if (variable.equals("PATCHBAY_PUBLIC_URL")) {
            return "https://hub.example.com";
        }
        if (!variable.endsWith("_SECRET")) {
            return null;
        }
        return variable.contains("TELNYX") ? PUBLIC_KEY : SECRET;
    }
}
