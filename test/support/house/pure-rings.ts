/**
 * The rings of src that know no platform, clock or randomness. Nor do their tests, in the folders of
 * test with the same names, so these run in plain Node.
 */
export const PURE_RINGS = ["lib", "ocra", "tiqr", "core"];
