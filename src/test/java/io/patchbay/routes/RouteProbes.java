package io.patchbay.routes;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.model.BeanDefinition;

/**
 * Places in the shipped routes, woven in by {@link AdviceWith} once for all tests, at which a test looks at what passes or
 * makes it fail. Where no test does, everything passes.
 */
public final class RouteProbes {
    private static final Processor PASS = exchange -> {};

    /** A place in a route, right before one of its bean steps. */
    public enum Place {
        /** Before the provider is called; the body is an attempt. */
        BEFORE_THE_CALL("send-jira", -1),
        /** Before the cases of a batch of claims are read. */
        BEFORE_CASES_ARE_READ("prepare", 0),
        /** Before a group of outcomes is settled, in its transaction. */
        BEFORE_SETTLING("settle-group", 0),
        /** Before expired claims are recovered; the body is the batch of them. */
        BEFORE_RECOVERY("recover-batch", 0);

        private final String route;
        private final int step;

        /** @param step the bean step's number in the route, counted from 0; -1 for the last */
        Place(String route, int step) {
            this.route = route;
            this.step = step;
        }
    }

    private final CamelContext camel;
    private final Map<Place, Processor> watchers = new ConcurrentHashMap<>();
    private boolean installed;

    RouteProbes(CamelContext camel) {
        this.camel = camel;
    }

    synchronized void install() throws Exception {
        if (!installed) {
            installed = true;
            for (Place place : Place.values()) {
                AdviceWith.adviceWith(camel, place.route, false, advice -> {
                    var step = advice.weaveByType(BeanDefinition.class);
                    (place.step < 0 ? step.selectLast() : step.selectIndex(place.step))
                            .before()
                            .process(exchange -> pass(place, exchange));
                });
            }
        }
    }

    private void pass(Place place, Exchange exchange) throws Exception {
        watchers.getOrDefault(place, PASS).process(exchange);
    }

    /** From now on that happens at the place, until the next test. */
    public void at(Place place, Processor watcher) {
        watchers.put(place, watcher);
    }

    public void reset() {
        watchers.clear();
    }
}
