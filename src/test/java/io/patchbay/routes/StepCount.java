package io.patchbay.routes;

import io.patchbay.dispatch.Attempt;
import io.patchbay.dispatch.Delivery;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Counts the steps of the routes that an attempt goes through. */
public final class StepCount implements InterceptStrategy {
    private final Map<Delivery, Integer> steps = new ConcurrentHashMap<>();

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return new DelegateAsyncProcessor(exchange -> {
            count(exchange);
            target.process(exchange);
        });
    }

    private void count(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof Attempt attempt) {
            steps.merge(attempt.delivery(), 1, Integer::sum);
        }
    }

    /** By operation, of the deliveries of that case; the most of those that it has several of. */
    public Map<String, Integer> of(String ref) {
        Map<String, Integer> most = new ConcurrentHashMap<>();
        steps.forEach((delivery, count) -> {
            if (delivery.brief().ref().equals(ref)) {
                most.merge(delivery.operation(), count, Integer::max);
            }
        });
        return most;
    }
}
