package io.patchbay.platform;

import org.springframework.dao.TransientDataAccessResourceException;

/** The node holds no lock on the database for now, and claims nothing: for its callers an outage like any other of the database. */
public final class NodeNotAliveException extends TransientDataAccessResourceException {
    NodeNotAliveException() {
        super("this node has no session on the database that holds its lock; nothing is claimed until it has one");
    }
}
