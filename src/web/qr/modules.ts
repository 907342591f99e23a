// The modules of a QR code.

/** Modules of a QR code without its quiet zone: rows of columns, true = dark; as many rows as columns. */
export type QrModules = readonly (readonly boolean[])[];
