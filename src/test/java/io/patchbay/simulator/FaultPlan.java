package io.patchbay.simulator;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Which request meets which fault. Rules are asked in the order they were added; of those that disturb, the first that
 * applies is used up by one; those that only slow down add up.
 */
public final class FaultPlan {
    private static final Fault NONE = new Fault(true, Fault.Range.NONE, Fault.Range.NONE, null, Fault.Way.WHOLE);

    private record Rule(
            Endpoint endpoint, Predicate<Request> condition, double probability, AtomicLong left, Fault fault) {}

    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Random random;

    FaultPlan(long seed) {
        this.random = new Random(seed);
    }

    /** Begins a rule for requests to that end point. */
    public On on(Endpoint endpoint) {
        return new On(endpoint);
    }

    /** What is to happen at one end point. */
    public final class On {
        private final Endpoint endpoint;

        private On(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        /** The next request meets the fault. Several of these queue up. */
        public FaultPlan once(Fault fault) {
            return times(1, fault);
        }

        public FaultPlan times(long count, Fault fault) {
            return add(new Rule(endpoint, request -> true, 1, new AtomicLong(count), fault));
        }

        public FaultPlan always(Fault fault) {
            return times(Long.MAX_VALUE, fault);
        }

        /** @param probability 0 to 1; drawn from the simulator's seed */
        public FaultPlan sometimes(double probability, Fault fault) {
            return add(new Rule(endpoint, request -> true, probability, new AtomicLong(Long.MAX_VALUE), fault));
        }

        public FaultPlan when(Predicate<Request> condition, Fault fault) {
            return add(new Rule(endpoint, condition, 1, new AtomicLong(Long.MAX_VALUE), fault));
        }
    }

    private FaultPlan add(Rule rule) {
        rules.add(rule);
        return this;
    }

    /** From now on every request at every provider meets the fault. */
    public FaultPlan everywhere(Fault fault) {
        for (Endpoint endpoint : Endpoint.values()) {
            on(endpoint).always(fault);
        }
        return this;
    }

    /** From now on nothing goes wrong. */
    public void clear() {
        rules.clear();
    }

    /** The fault that this request meets, used up; one that changes nothing when there is none. */
    Fault next(Endpoint endpoint, Request request) {
        Fault disturbance = null;
        Fault slowness = NONE;
        for (Rule rule : rules) {
            boolean slows = rule.fault.onlySlows();
            if ((slows || disturbance == null) && applies(rule, endpoint, request)) {
                if (slows) {
                    slowness = slowness.slowedBy(rule.fault);
                } else {
                    disturbance = rule.fault;
                }
            }
        }
        return disturbance == null ? slowness : disturbance.slowedBy(slowness);
    }

    private boolean applies(Rule rule, Endpoint endpoint, Request request) {
        return rule.endpoint == endpoint
                && rule.condition.test(request)
                && (rule.probability >= 1 || drawn() < rule.probability)
                && rule.left.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    /** A number of milliseconds from the range. */
    long millis(Fault.Range range) {
        synchronized (random) {
            return range.from() + (range.to() > range.from() ? random.nextLong(range.to() - range.from() + 1) : 0);
        }
    }

    private double drawn() {
        synchronized (random) {
            return random.nextDouble();
        }
    }
}
