package io.patchbay.intake.signature;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** RFC 8032, signatures in base64 with padding. The verifying side only ever has the public key. */
record Ed25519Proof() implements Proof {
    private static final int SIGNATURE_BYTES = 64;

    @Override
    public boolean anyMatches(Secret secret, List<byte[]> text, List<String> signatures) {
        Optional<PublicKey> key = Keys.ed25519Public(secret);
        boolean any = false;
        for (String signature : signatures) {
            Optional<byte[]> bytes = decoded(signature);
            any |= key.isPresent() && bytes.isPresent() && matches(key.get(), text, bytes.get());
        }
        return any;
    }

    private static boolean matches(PublicKey key, List<byte[]> text, byte[] bytes) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            for (byte[] part : text) {
                verifier.update(part);
            }
            return verifier.verify(bytes);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Optional<byte[]> decoded(String signature) {
        try {
            byte[] bytes = Base64.getDecoder().decode(signature);
            boolean canonical = Base64.getEncoder().encodeToString(bytes).equals(signature);
            return canonical && bytes.length == SIGNATURE_BYTES ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String sign(Secret secret, List<byte[]> text) {
        PrivateKey key = Keys.ed25519Private(secret)
                .orElseThrow(() -> new IllegalArgumentException("signing wants base64 of an Ed25519 private key"));
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            for (byte[] part : text) {
                signer.update(part);
            }
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot sign with Ed25519", e);
        }
    }

    @Override
    public void requireUsable(Secret secret) {
        if (Keys.ed25519Public(secret).isEmpty()) {
            throw new IllegalArgumentException("the secret is not base64 of the 32 bytes of an Ed25519 public key");
        }
    }
}
