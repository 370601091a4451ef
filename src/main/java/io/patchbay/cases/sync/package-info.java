/** What the tools hold and a case has not received, because a webhook was lost. */
package io.patchbay.cases.sync;
