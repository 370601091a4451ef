package io.patchbay.intake.signature;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.intake.signature.SignatureConfigException.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code signature:} block of a source: which scheme, and its options. It holds no secret but the optional
 * {@code urlCredentials}, and prints none.
 *
 * @param scheme for example {@code standard-webhooks}
 * @param options by their key in the block, as text; completed by the scheme's defaults
 * @see <a href="file:docs/signatures.md">docs/signatures.md</a>
 */
public record SignatureConfig(String scheme, Map<String, String> options) {

    /** @throws SignatureConfigException when there is no such scheme, or it has no such option or value */
    public SignatureConfig {
        SchemeKind kind = SchemeKind.named(scheme);
        List<Problem> problems = kind.problems(options);
        if (!problems.isEmpty()) {
            throw new SignatureConfigException(problems);
        }
        options = Map.copyOf(kind.completed(options));
    }

    /**
     * Reads the block, its references already resolved.
     *
     * @throws SignatureConfigException with everything that is wrong with it
     */
    public static SignatureConfig of(JsonNode block) {
        if (!block.path("scheme").isTextual()) {
            throw new SignatureConfigException(List.of(new Problem(
                    "scheme",
                    "the block 'signature' has no scheme",
                    "write scheme: and one of " + String.join(", ", SchemeKind.names()))));
        }
        Map<String, String> options = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : block.properties()) {
            String key = field.getKey();
            if (!field.getValue().isValueNode() || field.getValue().isNull()) {
                problems.add(new Problem(key, "the option '" + key + "' has no single value", "write one value"));
            } else if (!key.equals("scheme")) {
                options.put(key, field.getValue().asText());
            }
        }
        if (!problems.isEmpty()) {
            throw new SignatureConfigException(problems);
        }
        return new SignatureConfig(block.path("scheme").asText(), options);
    }

    /** The option's value, or an empty text where it is neither given nor has a default. */
    String text(Option option) {
        return options.getOrDefault(option.key(), "");
    }

    long number(Option option) {
        return Long.parseLong(text(option));
    }

    boolean flag(Option option) {
        return text(option).equals("true");
    }

    @Override
    public String toString() {
        return "SignatureConfig[" + scheme + "]";
    }
}
