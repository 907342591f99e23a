// The rules for passwords of accounts, and how they are stored. Accounts are few and control every
// phone, so their hashes cost all that Workers allow; PINs (../../token/pin.ts) have a setting.

import { utf8 } from "../../../lib/bytes.ts";
import type { Ports } from "../../ports/index.ts";
import { hashPin, makeSalt } from "../../token/pin.ts";

/** PBKDF2 iterations: the most that Workers compute. About 13 ms. */
export const PASSWORD_ITERATIONS = 100_000;

/** Whoever steals the database guesses slowly because of the hash, and in vain because of this. */
const MIN_CHARACTERS = 12;
/** No person types more. */
const MAX_CHARACTERS = 1000;
/** How many characters must remain when the account's name is taken out of the password. */
const MIN_CHARACTERS_BESIDE_NAME = 8;
/** A password of fewer different characters is a pattern such as 121212121212. */
const MIN_DIFFERENT_CHARACTERS = 5;

/** The passwords of 12 characters and more that lists of guesses begin with, in lower case. */
const COMMONEST: ReadonlySet<string> = new Set(
  `123456789012 1234567890123 1234567890123456 012345678901 098765432109 987654321098 123456789abc 123456123456 123456789123
   1234567890qwe 123456qwerty qwerty123456 qwerty12345678 qwertyuiop12 qwertyuiop123 qwertyuiop[] qwertyuiopasdf
   qwertyuiopasdfghjkl qwertyqwerty asdfghjkl123 asdfghjklzxcvbnm zxcvbnm12345 1q2w3e4r5t6y 1q2w3e4r5t6y7u q1w2e3r4t5y6
   1qaz2wsx3edc 1qaz2wsx3edc4rfv qazwsxedcrfv qazwsx123456 zaq12wsxcde3 abcdefghijkl abcd12345678 abc123456789 a1b2c3d4e5f6
   aa1234567890 password1234 password12345 password123456 passwordpassword password2024 password2025 password2026
   p@ssw0rd1234 p@ssword1234 passw0rd1234 mypassword123 iloveyou1234 iloveyou12345 iloveyouforever letmeinletmein
   letmein12345 welcome12345 welcome123456 changeme1234 changemechangeme trustno1trustno1 administrator administrator1
   adminadminadmin admin12345678 superadmin123 rootrootroot secretsecret supersecret123 topsecret1234 unbelievable
   correcthorsebatterystaple football1234 baseball1234 princess1234 sunshine1234 dragon123456 monkey123456 michael12345
   liverpool123 manchesterunited jesuschrist1 spongebob123 skateboarding`.split(/\s+/),
);

/** The fault of a new password, worded to follow its name; undefined if it has none. */
export function passwordFault(name: string, password: string): string | undefined {
  const length = [...password].length;
  if (length < MIN_CHARACTERS) return `must have at least ${MIN_CHARACTERS} characters`;
  if (length > MAX_CHARACTERS) return `must have at most ${MAX_CHARACTERS} characters`;
  const folded = password.toLowerCase();
  if ([...folded.replaceAll(name.toLowerCase(), "")].length < MIN_CHARACTERS_BESIDE_NAME)
    return "must not be made of the account's name";
  if (COMMONEST.has(folded) || new Set(folded).size < MIN_DIFFERENT_CHARACTERS)
    return "is among the first that are guessed";
  return undefined;
}

/** A password as stored: hashed, then sealed for its account. */
export const sealPassword = async (
  { sealer, randomBytes }: Pick<Ports, "sealer" | "randomBytes">,
  name: string,
  password: string,
): Promise<string> =>
  sealer.seal("password", name, utf8(await hashPin(password, PASSWORD_ITERATIONS, makeSalt(randomBytes))));
