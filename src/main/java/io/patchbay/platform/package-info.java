/**
 * What every module stands on: configuration files, ids, JSON, the signal that wakes workers, and the guard on outbound HTTP.
 */
package io.patchbay.platform;
