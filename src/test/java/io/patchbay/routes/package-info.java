/** What tests of the shipped routes stand on: the hub with all its modules and routes, and places in the routes to watch or to disturb. */
package io.patchbay.routes;
