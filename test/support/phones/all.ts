// The four phones by the names of the columns in test/vectors.

import { IosPhone } from "./ios/ios.ts";
import { JavaPhone } from "./java/java.ts";
import { KotlinPhone } from "./kotlin/kotlin.ts";
import { PhpPhone } from "./php.ts";
import type { PhoneOptions, TestPhone } from "./told.ts";

export type PhoneName = "kotlin" | "java" | "ios" | "php";

export const PHONES: Readonly<Record<PhoneName, (options: PhoneOptions) => TestPhone>> = {
  kotlin: (options) => new KotlinPhone(options),
  java: (options) => new JavaPhone(options),
  ios: (options) => new IosPhone(options),
  php: (options) => new PhpPhone(options),
};

export const PHONE_NAMES = Object.keys(PHONES) as readonly PhoneName[];
