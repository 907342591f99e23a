// Where the pages of jobs are, and the ids that forms bring along: the same form sent twice begins one job.

import { toBase64Url } from "../../../lib/bytes.ts";

export const JOBS = "/console/jobs";
export const jobPage = (id: string): string => `${JOBS}/${encodeURIComponent(id)}`;

export const drawJobId = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(16)));

/** The head of a file of users and a line, in the API's names of the columns. */
export const SAMPLE_FILE = "name;realm;e-mail;display name;groups\nanna;;anna@example.org;Anna Visser;staff,vpn";
