package io.patchbay.intake.signature;

import static io.patchbay.intake.signature.Option.*;

import io.patchbay.intake.signature.SignatureConfigException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Options that are fine one by one and make no sense together: above all, a time or id that nothing signs. */
final class Consistency {
    private final Map<String, String> given;
    private final Map<String, String> all;
    private final List<Problem> problems = new ArrayList<>();

    private Consistency(Map<String, String> given, Map<String, String> all) {
        this.given = given;
        this.all = all;
    }

    /**
     * @param settable the options that the block may set
     * @param given those that it sets
     * @param all those and the defaults
     */
    static List<Problem> problems(Set<Option> settable, Map<String, String> given, Map<String, String> all) {
        Consistency consistency = new Consistency(given, all);
        consistency.required(settable, HEADER);
        consistency.required(settable, USERNAME);
        if (settable.contains(PAYLOAD_FORMAT)) {
            consistency.headerForms();
            consistency.signedTime();
            consistency.signedId();
        }
        if (given.containsKey(PARAMETER.key()) && !"query".equals(all.get(POSITION.key()))) {
            consistency.problem(
                    PARAMETER, "names a query parameter, and the token is not there", "set position: query");
        }
        return consistency.problems;
    }

    private void required(Set<Option> settable, Option option) {
        if (settable.contains(option) && !all.containsKey(option.key())) {
            problem(option, "is needed", "write " + option.rule());
        }
    }

    private void headerForms() {
        if (given.containsKey(PREFIX.key()) && given.containsKey(HEADER_FORMAT.key())) {
            problem(PREFIX, "and 'headerFormat' both say how the header begins", "delete one of the two");
        }
        if (!HeaderFormat.isList(template(), all.getOrDefault(SEPARATOR.key(), ""))) {
            problem(SEPARATOR, "leaves a part of 'headerFormat' without a placeholder", "choose another separator");
        }
    }

    private void signedTime() {
        boolean signed = all.get(PAYLOAD_FORMAT.key()).contains("{timestamp}");
        boolean inHeader = template().contains("{timestamp}");
        boolean inOwnHeader = all.containsKey(TIMESTAMP_HEADER.key());
        if (inHeader && inOwnHeader) {
            problem(TIMESTAMP_HEADER, "and 'headerFormat' both say where the time is", "delete one of the two");
        } else if (signed && !inHeader && !inOwnHeader) {
            problem(PAYLOAD_FORMAT, "signs a time that no header carries", "set timestampHeader");
        } else if (!signed && (inHeader || inOwnHeader)) {
            problem(PAYLOAD_FORMAT, "does not sign the time, which then proves nothing", "add {timestamp}");
        } else if (!signed && given.containsKey(TOLERANCE_SECONDS.key())) {
            problem(TOLERANCE_SECONDS, "has no effect where no time is signed", "delete it, or sign {timestamp}");
        }
    }

    private void signedId() {
        boolean signed = all.get(PAYLOAD_FORMAT.key()).contains("{id}");
        if (signed != all.containsKey(ID_HEADER.key())) {
            problem(
                    ID_HEADER,
                    signed ? "is needed" : "names an id that is not signed",
                    "let {id} and idHeader go together");
        }
        if (all.get(PAYLOAD_FORMAT.key()).matches(".*(}\\{id}|\\{id}\\{).*")) {
            problem(
                    PAYLOAD_FORMAT,
                    "joins the id to another part without a delimiter",
                    "write a full stop between them");
        }
    }

    private String template() {
        return all.getOrDefault(HEADER_FORMAT.key(), "");
    }

    private void problem(Option option, String message, String fix) {
        problems.add(new Problem(option.key(), "the option '" + option.key() + "' " + message, fix));
    }
}
