package io.patchbay.dispatch;

import org.springframework.stereotype.Component;

/** Lets those who only look at a destination through the gate that everything sent there passes: one at a time. */
@Component
public final class CircuitProbe {
    private final Gates gates;

    CircuitProbe(Gates gates) {
        this.gates = gates;
    }

    /** Whether the destination may be asked now. Whoever is let in must tell what it heard, once. */
    public boolean admits(String destination) {
        return gates.destinations().contains(destination)
                && gates.of(destination).admit(1) == 1;
    }

    /** What came of it. */
    public void heard(String destination, Outcome outcome) {
        DestinationGate gate = gates.of(destination);
        gate.heard(outcome, true);
        gate.leave();
    }

    /** It was not asked after all. */
    public void left(String destination) {
        DestinationGate gate = gates.of(destination);
        gate.notCalled();
        gate.leave();
    }
}
