package io.patchbay.faults;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** The options of a long run: {@code --name=value} on the command line, or all of them in one argument. */
final class RunOptions {
    private final Map<String, String> values;

    private RunOptions(Map<String, String> values) {
        this.values = values;
    }

    /** @throws IllegalArgumentException for an option that has no default, naming those that exist */
    static RunOptions of(String[] arguments, Map<String, String> defaults) {
        Map<String, String> values = new HashMap<>(defaults);
        for (String argument : String.join(" ", arguments).trim().split("\\s+")) {
            String[] pair = argument.replaceFirst("^--", "").split("=", 2);
            if (!argument.isEmpty() && (pair.length < 2 || !defaults.containsKey(pair[0]))) {
                throw new IllegalArgumentException(
                        argument + " is not an option; there are " + new TreeSet<>(defaults.keySet()));
            }
            if (pair.length == 2) {
                values.put(pair[0], pair[1]);
            }
        }
        return new RunOptions(values);
    }

    String text(String name) {
        return values.get(name);
    }

    int number(String name) {
        return Integer.parseInt(values.get(name));
    }

    double share(String name) {
        return Double.parseDouble(values.get(name));
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
