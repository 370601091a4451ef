/** What tests wait for, in the time of the machine that they run on. */
package io.patchbay.timing;
