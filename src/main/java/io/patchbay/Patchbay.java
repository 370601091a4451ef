package io.patchbay;

public final class Patchbay {
    private Patchbay() {}

    public static void main(String[] args) {}
}
