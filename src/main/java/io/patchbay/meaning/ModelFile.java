package io.patchbay.meaning;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The fitted model as bytes: the hash of the texts it was fitted from, the curves of its scores, then for each feature its
 * hash, its rarity and its weights, those as 16-bit parts of the greatest.
 */
final class ModelFile {
    /** The topics of calls. */
    static final String TOPICS = "topics.bin";

    /** How failures show. */
    static final String SYMPTOMS = "symptoms.bin";

    private static final int FORMAT = 1;
    private static final float PARTS = Short.MAX_VALUE;

    private ModelFile() {}

    /** A model with the curves of its scores. */
    record Stored(LinearModel model, Calibration calibration) {}

    static void write(Path file, LinearModel model, Calibration calibration, String texts) throws IOException {
        Files.createDirectories(file.getParent());
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            write(out, model, calibration, texts);
        }
    }

    private static void write(DataOutputStream out, LinearModel model, Calibration calibration, String texts)
            throws IOException {
        out.writeInt(FORMAT);
        out.writeUTF(texts);
        for (int topic = 0; topic < calibration.slope().length; topic++) {
            out.writeDouble(calibration.slope()[topic]);
            out.writeDouble(calibration.offset()[topic]);
        }
        out.writeInt(model.labels());
        float most = 0;
        for (float weight : model.weights()) {
            most = Math.max(most, Math.abs(weight));
        }
        int[] hashes = model.rows().hashes();
        out.writeInt(hashes.length);
        out.writeFloat(most);
        for (int row = 0; row < hashes.length; row++) {
            out.writeInt(hashes[row]);
            out.writeFloat(model.rarity()[row]);
            for (int label = 0; label < model.labels(); label++) {
                out.writeShort(Math.round(model.weights()[row * model.labels() + label] / most * PARTS));
            }
        }
    }

    /** The hash of the texts that the shipped model was fitted from. */
    static String texts() {
        try (DataInputStream in = shippedBytes(TOPICS)) {
            return texts(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The model that was fitted when the hub was built.
     *
     * @param name {@link #TOPICS} or {@link #SYMPTOMS}
     */
    static Stored read(String name) {
        try (DataInputStream in = shippedBytes(name)) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the file holds the model of those texts. */
    static boolean isOf(Path file, String texts) {
        if (!Files.exists(file)) {
            return false;
        }
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            return texts(in).equals(texts);
        } catch (IOException | IllegalStateException e) {
            return false;
        }
    }

    private static DataInputStream shippedBytes(String name) {
        InputStream in = ModelFile.class.getResourceAsStream("/meaning/" + name);
        if (in == null) {
            throw new IllegalStateException("the hub was built without its model " + name);
        }
        return new DataInputStream(new BufferedInputStream(in, 1 << 16));
    }

    private static String texts(DataInputStream in) throws IOException {
        int format = in.readInt();
        if (format != FORMAT) {
            throw new IllegalStateException(
                    "the model has the format " + format + ", and this version reads " + FORMAT);
        }
        return in.readUTF();
    }

    /** The model that was written. */
    static Stored read(DataInputStream in) throws IOException {
        texts(in);
        Calibration calibration = Calibration.none();
        for (int topic = 0; topic < calibration.slope().length; topic++) {
            calibration.slope()[topic] = in.readDouble();
            calibration.offset()[topic] = in.readDouble();
        }
        int labels = in.readInt();
        int size = in.readInt();
        float part = in.readFloat() / PARTS;
        FeatureRows rows = new FeatureRows(size);
        float[] rarity = new float[size];
        float[] weights = new float[size * labels];
        for (int row = 0; row < size; row++) {
            rows.add(in.readInt());
            rarity[row] = in.readFloat();
            for (int label = 0; label < labels; label++) {
                weights[row * labels + label] = in.readShort() * part;
            }
        }
        return new Stored(new LinearModel(rows, rarity, weights, labels), calibration);
    }
}
