package io.patchbay.intake.signature;

import java.util.List;

/** Makes schemes of their configuration. */
public final class SignatureSchemes {
    private SignatureSchemes() {}

    /** The scheme that the configuration describes. */
    public static SignatureScheme of(SignatureConfig config) {
        return SchemeKind.named(config.scheme()).make(config);
    }

    /** The names that {@code scheme:} may have. */
    public static List<String> names() {
        return SchemeKind.names();
    }
}
