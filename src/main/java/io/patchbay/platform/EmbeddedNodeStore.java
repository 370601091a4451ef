package io.patchbay.platform;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The registry in the embedded H2, which one process opens at a time: every node that was there before this process has
 * ended, and this one is alive as long as it runs.
 */
@Component
final class EmbeddedNodeStore implements NodeRegistry {
    private final ObjectProvider<JdbcTemplate> jdbc;
    private final Set<String> earlier = new HashSet<>();

    EmbeddedNodeStore(ObjectProvider<JdbcTemplate> jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void join(String node) {
        List<String> found = jdbc.getObject().queryForList("select id from node", String.class);
        jdbc.getObject().update("insert into node (id, lock_key) values (?, 0)", node);
        earlier.addAll(found);
    }

    @Override
    public Set<String> silent() {
        return Set.copyOf(earlier);
    }

    @Override
    public void remove(String node) {
        jdbc.getObject().update("delete from node where id = ?", node);
        earlier.remove(node);
    }

    @Override
    public void leave() {
        earlier.clear();
    }
}
