package io.patchbay.rules;

import io.patchbay.event.Decision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A decision made again.
 *
 * @param again the decision as the rule set makes it now
 * @param differences the parts of the decision that are not what was stored; empty when the two agree
 */
public record Replay(Decision again, List<String> differences) {

    public Replay {
        differences = List.copyOf(differences);
    }

    static Replay of(Decision stored, Decision again) {
        List<String> differences = new ArrayList<>();
        note(differences, "queue", stored.queue(), again.queue());
        note(differences, "rule", stored.rule(), again.rule());
        note(differences, "severity", stored.severity(), again.severity());
        note(differences, "reviewReasons", stored.reviewReasons(), again.reviewReasons());
        note(differences, "escalationTopics", stored.escalationTopics(), again.escalationTopics());
        note(differences, "callbackTopics", stored.callbackTopics(), again.callbackTopics());
        note(differences, "unsupportedClaims", stored.unsupportedClaims(), again.unsupportedClaims());
        note(differences, "trail", normal(stored.trail()), again.trail());
        note(differences, "facts", normal(stored.facts()), again.facts());
        return new Replay(again, differences);
    }

    /** Whether everything is as it was stored, facts and trail included. */
    public boolean agrees() {
        return differences.isEmpty();
    }

    private static void note(List<String> differences, String part, Object stored, Object again) {
        if (!Objects.equals(stored, again)) {
            differences.add(part);
        }
    }

    private static List<Decision.Step> normal(List<Decision.Step> trail) {
        return trail.stream()
                .map(step ->
                        new Decision.Step(step.rule(), step.group(), step.mode(), step.result(), normal(step.values())))
                .toList();
    }

    private static Map<String, Object> normal(Map<String, Object> values) {
        Map<String, Object> normal = new LinkedHashMap<>();
        values.forEach((name, value) -> normal.put(name, Facts.normal(name, value)));
        return normal;
    }
}
