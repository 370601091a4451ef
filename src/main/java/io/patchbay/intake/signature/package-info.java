/**
 * Whether a request comes from the sender it claims to come from: one verification path for every sender, and the
 * signing half of every scheme. Pure functions over exact bytes: no Spring, no clock, no I/O.
 *
 * <p>{@link io.patchbay.intake.signature.SignatureConfig} reads the {@code signature:} block of a source,
 * {@link io.patchbay.intake.signature.SignatureSchemes} makes the {@link io.patchbay.intake.signature.SignatureScheme}
 * of it, and that one answers a {@link io.patchbay.intake.signature.Verdict}.
 */
package io.patchbay.intake.signature;
