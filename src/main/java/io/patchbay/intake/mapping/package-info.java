/** From a raw event to what it says: first its envelope, cheaply, for the door; then the whole call report (Message Translator). */
package io.patchbay.intake.mapping;
