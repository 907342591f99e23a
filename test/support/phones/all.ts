// The four phones by the names of the columns in test/vectors.

import { IosPhone } from "./ios/ios.ts";
import { JavaPhone } from "./java/java.ts";
import { KotlinPhone } from "./kotlin/kotlin.ts";
import { PhpPhone } from "./php.ts";
import type { TestPhone, TestPhoneOptions } from "./test-phone.ts";

export type PhoneName = "kotlin" | "java" | "ios" | "php";

export const TEST_PHONES: Readonly<Record<PhoneName, (options: TestPhoneOptions) => TestPhone>> = {
  kotlin: (options) => new KotlinPhone(options),
  java: (options) => new JavaPhone(options),
  ios: (options) => new IosPhone(options),
  php: (options) => new PhpPhone(options),
};

export const PHONE_NAMES = Object.keys(TEST_PHONES) as readonly PhoneName[];
