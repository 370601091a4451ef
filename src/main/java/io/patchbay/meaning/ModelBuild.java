package io.patchbay.meaning;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Fits the shipped models while the hub is built, so that no start has to. */
public final class ModelBuild {
    private ModelBuild() {}

    /** @param args the folder that the models are written to */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        String texts = Corpus.hash();
        Path topics = folder.resolve(ModelFile.TOPICS);
        Path symptoms = folder.resolve(ModelFile.SYMPTOMS);
        if (!ModelFile.isOf(topics, texts) || !ModelFile.isOf(symptoms, texts)) {
            LinearModel model = ModelFitting.fit(Corpus.examples());
            ModelFile.write(topics, model, Calibration.of(model, Corpus.calibration()), texts);
            ModelFile.write(symptoms, symptoms(Corpus.failures()), Calibration.none(), texts);
        }
    }

    private static LinearModel symptoms(List<Corpus.Failure> failures) {
        return ModelFitting.fit(
                failures.stream().map(Corpus.Failure::text).toList(),
                failures.stream()
                        .mapToInt(failure -> failure.symptom().ordinal())
                        .toArray(),
                Symptom.ALL.size());
    }
}
