package io.patchbay.platform;

import java.util.Set;

/** Where nodes say that they are there, and where it shows when one is not any more. Used by one thread at a time. */
interface NodeRegistry {
    /** From now on the node with that id is alive, until {@link #leave()} or until its process or its session ends. */
    void join(String node);

    /**
     * The registered nodes that nothing keeps alive.
     *
     * @throws org.springframework.dao.DataAccessException when this node is not alive either, or nobody can tell
     */
    Set<String> silent();

    /** Strikes a node off whose claims are all released. */
    void remove(String node);

    /** Ends this node's registration, if there is one; what it still has claimed is to be released by others. */
    void leave();
}
