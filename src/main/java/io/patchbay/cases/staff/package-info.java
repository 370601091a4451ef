/** What members of staff do to a case, by the API or in Slack, and what of it is stored. */
package io.patchbay.cases.staff;
