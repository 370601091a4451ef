package io.patchbay.directory;

import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.NearestName;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Collects what is wrong with the configuration, so that its author sees all of it at once. */
final class Problems {
    private final List<ConfigurationProblem> found = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    void add(Entry where, String message, String fix) {
        found.add(where.problem(message, fix));
    }

    void add(ConfigurationProblem problem) {
        found.add(problem);
    }

    /** Reads a file; when it cannot be used, keeps its problems and gives null. */
    <T> T reading(Supplier<T> file) {
        try {
            return file.get();
        } catch (ConfigurationException e) {
            found.addAll(e.problems());
            return null;
        }
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigurationException(found);
        }
    }

    /** Whether the name is one of the valid ones; if not, says so with the nearest. */
    boolean isKnown(Entry name, String kind, Collection<String> valid) {
        if (valid.contains(name.text())) {
            return true;
        }
        add(name, "there is no " + kind + " '" + name.text() + "'", NearestName.fix(name.text(), valid));
        return false;
    }

    /** Complains when that kind of value has been seen before; empty values do not count. */
    void unique(Entry value, String kind, String text) {
        if (!text.isEmpty() && !seen.add(kind + '\0' + text)) {
            add(value, "another entry has the same " + kind, "give each its own, or delete one of the two");
        }
    }

    /** The date of an optional value, or empty when there is none or it is no date. */
    Optional<LocalDate> date(Entry value) {
        if (value.text().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(value.text()));
        } catch (DateTimeException e) {
            add(value, "'" + value.text() + "' is not a date", "write it as year-month-day, like 2026-11-21");
            return Optional.empty();
        }
    }
}
