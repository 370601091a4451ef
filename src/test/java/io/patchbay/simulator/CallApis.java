package io.patchbay.simulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What telephony and voice-agent providers answer about calls, each path as it was put here; 404 elsewhere. */
public final class CallApis {
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    CallApis() {}

    /** From now on that path is answered so. */
    public void put(String path, int status, String json) {
        answers.put(path, Answer.text(status, "application/json", json));
    }

    Answer answer(Request request) {
        return answers.getOrDefault(request.path(), Answer.json(404, Map.of("error", "not found")));
    }

    void clear() {
        answers.clear();
    }
}
