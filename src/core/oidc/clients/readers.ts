// Readers of JSON values: each gives the value, or says what is wrong with it in words that follow "it".

/** Longer lists belong to no application, and the row of a client is read with every sign-in. */
const MAX_ITEMS = 50;

export interface Fault {
  readonly fault: string;
}

export const faultOf = (fault: string): Fault => ({ fault });

export const isFault = (value: unknown): value is Fault =>
  typeof value === "object" && value !== null && "fault" in value;

export type Reader<T> = (value: unknown) => T | Fault;

export const flag: Reader<boolean> = (value) =>
  typeof value === "boolean" ? value : faultOf("must be true or false, without quotes");

export const oneOf =
  <T extends string>(values: readonly T[]): Reader<T> =>
  (value) =>
    values.find((one) => one === value) ?? faultOf(`must be one of ${values.join(", ")}`);

/** A list of different texts. */
export const listOf =
  (read: Reader<string>): Reader<readonly string[]> =>
  (value) => {
    if (!Array.isArray(value)) return faultOf("must be a list");
    if (value.length > MAX_ITEMS) return faultOf(`has more than ${MAX_ITEMS} entries`);
    const found = value.map(read);
    return found.find(isFault) ?? [...new Set(found as string[])];
  };
