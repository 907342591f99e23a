// A QR code without its quiet zone: rows of modules, true = dark; as many rows as columns.

export type QrModules = readonly (readonly boolean[])[];
