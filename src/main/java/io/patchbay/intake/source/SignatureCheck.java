package io.patchbay.intake.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.intake.signature.Secret;
import io.patchbay.intake.signature.SignatureConfig;
import io.patchbay.intake.signature.SignatureConfigException;
import io.patchbay.intake.signature.SignatureScheme;
import io.patchbay.intake.signature.SignatureSchemes;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.YamlFile;
import java.util.List;

/** Checks at start that the {@code signature:} block makes a scheme, and that the scheme can work with what it is given. */
final class SignatureCheck {
    private SignatureCheck() {}

    /** @param block the block with its references resolved */
    static void check(
            YamlFile file, JsonNode block, Secrets secrets, boolean hasPublicUrl, List<ConfigurationProblem> problems) {
        SignatureConfig config;
        try {
            config = SignatureConfig.of(block);
        } catch (SignatureConfigException e) {
            e.problems()
                    .forEach(problem ->
                            problems.add(file.at("/signature/" + problem.option(), problem.message(), problem.fix())));
            return;
        }
        SignatureScheme scheme = SignatureSchemes.of(config);
        for (String secret : secrets.values()) {
            try {
                scheme.requireUsable(new Secret(secret));
            } catch (IllegalArgumentException e) {
                problems.add(file.at(
                        file.tree().has("secret") ? "/secret" : "/signature",
                        "the secret in the environment is not one that " + config.scheme() + " can use: "
                                + e.getMessage(),
                        "set the secret as the sender's console shows it"));
            }
        }
        if (scheme.signsUrl() && !hasPublicUrl) {
            problems.add(file.at(
                    file.tree().has("public_url") ? "/public_url" : "/signature",
                    "this sender signs the URL it calls, and public_url does not say which that is",
                    "set the variable that public_url names, for example PATCHBAY_PUBLIC_URL=https://hub.example.com"));
        }
    }
}
