package io.patchbay.intake.signature;

import java.util.List;
import java.util.stream.Collectors;

/** A {@code signature:} block that no scheme can be made of, with everything that is wrong with it. */
public final class SignatureConfigException extends IllegalArgumentException {
    private final transient List<Problem> problems;

    /**
     * One thing wrong.
     *
     * @param option the key below {@code signature:} that it is about, or empty for the block as a whole
     * @param message what is wrong, naming the option and never its value where that is secret
     * @param fix what to write instead
     */
    public record Problem(String option, String message, String fix) {}

    SignatureConfigException(List<Problem> problems) {
        super(problems.stream()
                .map(problem -> problem.message() + " (" + problem.fix() + ")")
                .collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
