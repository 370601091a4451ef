/**
 * What every room stands on: configuration files, ids, JSON, the bell that wakes workers, and the guard on outbound HTTP.
 */
package io.patchbay.platform;
