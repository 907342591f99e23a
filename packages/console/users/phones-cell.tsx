// How many phones a person has, with a word about what is wrong with them or with the invitation,
// and the filter of the list by it.

import { Badge, PHONES_FILTERS, type PhonesFilter, type UserJson } from "../../../src/for-console.ts";
import { Select } from "../parts/parts.tsx";
import type { ConsoleWords } from "../words/words.ts";

type Words = ConsoleWords["users"]["withoutPhone"];

/** The filter in an address or a form; empty for all people. */
export const phonesIn = (text: string | undefined): PhonesFilter | "" =>
  PHONES_FILTERS.find((one) => one === text) ?? "";

export const PhonesSelect = ({ words, value }: { words: Words; value: string }) => (
  <Select
    name="phones"
    label={words.filter}
    value={value}
    options={[["", words.all], ...PHONES_FILTERS.map((one) => [one, words.which[one]] as const)]}
  />
);

export const PhonesCell = ({ words, user, nowMs }: { words: Words; user: UserJson; nowMs: number }) => {
  const { phones, phones_locked: locked = 0, phones_disabled: disabled = 0, link_expires_at: ends } = user;
  if (phones === null) return <>–</>;
  const isOpen = ends !== null && Date.parse(ends) > nowMs;
  return (
    <>
      {phones} {locked > 0 && <Badge kind="warning">{words.locked}</Badge>}{" "}
      {disabled > 0 && <Badge>{words.disabled}</Badge>}
      {phones === 0 && isOpen && <Badge kind="success">{words.invited}</Badge>}
      {phones === 0 && ends !== null && !isOpen && <Badge kind="warning">{words.linkExpired}</Badge>}
    </>
  );
};
