package io.patchbay.directory;

/** What can be wrong with the tenant that a source was configured with. */
public enum TenantProblem {
    /** The directory has neither a tenant nor an account of that name. */
    UNKNOWN,
    /** The caller belongs to an account that is none of the tenant's. */
    MISMATCH
}
