package io.patchbay.platform;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * Under which name this node claims work. A token begins with the id of the node that made it, so that a statement finds
 * what a dead node had claimed; {@link NodeLiveness} says when the node has an id, and when it has lost it.
 */
@Component
public final class NodeIdentity {
    /** Of an id that {@link Ids} makes for a node. */
    private static final int LENGTH = 31;

    /** In a statement: the row's claim is that of the node whose id is the parameter. */
    public static final String CLAIMED_BY = "left(token, " + LENGTH + ") = ?";

    private final AtomicLong claims = new AtomicLong();
    private volatile String node;

    /** An identity that nothing takes away: for a queue without a liveness of its own. */
    public static NodeIdentity of(String node) {
        NodeIdentity identity = new NodeIdentity();
        identity.assume(node);
        return identity;
    }

    /**
     * A token for one claim.
     *
     * @throws NodeNotAliveException while the database does not vouch for this node: nothing may be claimed then
     */
    public String token() {
        String current = node;
        if (current == null) {
            throw new NodeNotAliveException();
        }
        return current + "." + Long.toString(claims.incrementAndGet(), Character.MAX_RADIX);
    }

    /** Whether that token was made under the id that the node has now: claims of an earlier one are given up. */
    public boolean owns(String token) {
        String current = node;
        return current != null && token.startsWith(current + ".");
    }

    boolean isPresent() {
        return node != null;
    }

    /** Claims are made under that id from now on, and those made before are given up. */
    public void assume(String newNode) {
        if (newNode.length() != LENGTH) {
            throw new IllegalArgumentException("a node's id has " + LENGTH + " characters, not " + newNode.length());
        }
        node = newNode;
    }

    /** All claims are given up, and none is made until there is another id. */
    public void abandon() {
        node = null;
    }

    /** For a line of log. */
    @Override
    public String toString() {
        return "node=" + node;
    }
}
