/**
 * The durable queue of intended effects: what is to happen at which destination, claimed by compare-and-set, leased on
 * the database's clock, and settled by guarded updates. It knows no provider; {@code connectors} speaks to those
 * through {@link io.patchbay.dispatch.Delivery} and {@link io.patchbay.dispatch.Outcome}.
 */
package io.patchbay.dispatch;
