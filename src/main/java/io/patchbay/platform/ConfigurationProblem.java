package io.patchbay.platform;

/**
 * One thing wrong with the configuration, said so that its author can mend it.
 *
 * @param file the file's path below the configuration folder, for example {@code rules/routing.yaml}
 * @param line one-based; 0 when the problem is the file as a whole
 * @param column one-based; 0 when unknown
 * @param message what is wrong; never a secret's value
 * @param fix what to do about it
 */
public record ConfigurationProblem(String file, int line, int column, String message, String fix) {

    @Override
    public String toString() {
        String place = line > 0 ? file + ":" + line + (column > 0 ? ":" + column : "") : file;
        return place + ": " + message + (fix.isEmpty() ? "" : "\n    fix: " + fix);
    }
}
