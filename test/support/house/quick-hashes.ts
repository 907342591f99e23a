// The password of an account is hashed as often as Workers compute, at the least twice for each
// file that signs in. What that costs is not under test, and a hash of fewer turns looks the same.

const { deriveBits } = SubtleCrypto.prototype;

SubtleCrypto.prototype.deriveBits = function (algorithm, ...others) {
  const isOfPassword = typeof algorithm === "object" && "iterations" in algorithm && algorithm.iterations === 100_000;
  return deriveBits.call(this, isOfPassword ? { ...algorithm, iterations: 1000 } : algorithm, ...others);
};
