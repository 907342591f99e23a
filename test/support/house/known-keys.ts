// Making an RSA key takes a tenth of a second of the processor, in each file in which the service
// signs. What that costs is not under test, so files share keys: the first that a file asks for are
// those that the file before has made, and two keys of one file always differ.

const { generateKey } = SubtleCrypto.prototype;
const made = new Map<string, (CryptoKey | CryptoKeyPair)[]>();
const counts = new Map<string, number>();

SubtleCrypto.prototype.generateKey = async function (algorithm, ...others) {
  const isOfRsa = typeof algorithm === "object" && "modulusLength" in algorithm;
  const kind = JSON.stringify([algorithm, ...others]);
  const next = counts.get(kind) ?? 0;
  counts.set(kind, next + 1);
  const key = (isOfRsa && made.get(kind)?.[next]) || (await generateKey.call(this, algorithm, ...others));
  if (isOfRsa) made.set(kind, Object.assign(made.get(kind) ?? [], { [next]: key }));
  return key;
};

export const giveKeysAgain = (): void => counts.clear();
