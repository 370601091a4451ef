package io.patchbay.platform;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;

/** Where the sources want to hear what became of their calls. The room that reads the sources' configuration provides it. */
public interface WriteBackTargets {

    /** Every target by the name of its source; sources without a write-back URL are absent. */
    Map<String, Target> bySource();

    default Optional<Target> of(String source) {
        return Optional.ofNullable(bySource().get(source));
    }

    /**
     * One write-back URL.
     *
     * @param url from the source's configuration, never from a message
     * @param plainHttp whether it may be called on another machine without TLS
     * @param key the HMAC-SHA256 key of the source's Standard Webhooks secret, decoded
     */
    record Target(URI url, boolean plainHttp, SecretKey key) {}
}
