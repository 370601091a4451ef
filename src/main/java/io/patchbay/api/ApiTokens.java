package io.patchbay.api;

import io.patchbay.directory.Permissions;
import io.patchbay.directory.Principal;
import io.patchbay.platform.Ids;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The tokens of the API, each of one person or program: the bootstrap token, those of {@code PATCHBAY_API_TOKENS_FILE}, and
 * those made over the API, which the database keeps as hashes.
 */
@Component
class ApiTokens {
    private static final Logger LOG = LoggerFactory.getLogger(ApiTokens.class);
    private static final int MOST_LISTED = 1_000;
    /** The id in front of the secret finds the row, so that the secret itself is only ever compared. */
    private static final Pattern MADE_HERE = Pattern.compile("(tok_[0-9a-z]{26})\\.[A-Za-z0-9_-]{43}");

    private final BootstrapToken bootstrap;
    private final ApiTokenFile file;
    private final ApiTokenStore store;
    private final Permissions permissions;
    private final Ids ids;

    ApiTokens(BootstrapToken bootstrap, ApiTokenFile file, ApiTokenStore store, Permissions permissions, Ids ids) {
        this.bootstrap = bootstrap;
        this.file = file;
        this.store = store;
        this.permissions = permissions;
        this.ids = ids;
    }

    /** A token that was just made, with its secret, which is never told again. */
    record Made(String id, String token) {}

    /**
     * Whose token it is; empty when it is none, was revoked, or belongs to nobody of the directory.
     *
     * @throws org.springframework.dao.DataAccessException when the database would have to tell and does not answer
     */
    Optional<Principal> principal(String presented) {
        if (bootstrap.is(presented)) {
            return Optional.of(Principal.BOOTSTRAP);
        }
        TokenHash hash = TokenHash.of(presented);
        return file.holder(hash).or(() -> madeHere(presented, hash)).flatMap(holder -> holder.principal(permissions));
    }

    private Optional<TokenHolder> madeHere(String presented, TokenHash hash) {
        Matcher token = MADE_HERE.matcher(presented);
        return token.matches()
                ? store.find(token.group(1))
                        .filter(row -> row.hash().equalsInConstantTime(hash) && row.revokedBy() == null)
                        .map(ApiTokenStore.Row::holder)
                : Optional.empty();
    }

    /** Makes a token for the holder. */
    Made make(TokenHolder holder, Principal by) {
        String id = ids.next("tok");
        String token = id + "." + TokenSecret.next();
        store.insert(id, TokenHash.of(token), holder, by.actor());
        LOG.info("api token created token={} holder={} by={}", id, holder.name(), by.actor());
        return new Made(id, token);
    }

    /** Revokes the token on every node at once; empty when there is none of that id. A second time changes nothing. */
    Optional<ApiTokenStore.Row> revoke(String id, Principal by) {
        if (store.revoke(id, by.actor())) {
            LOG.info("api token revoked token={} by={}", id, by.actor());
        }
        return store.find(id);
    }

    List<ApiTokenStore.Row> made() {
        return store.newest(MOST_LISTED);
    }

    List<TokenHolder> ofFile() {
        return file.holders();
    }
}
