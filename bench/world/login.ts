// One login, as a walk between places: how long a person waits for the network and the machines,
// without the time that the person takes to scan and confirm. The trips are those of the round-trip
// budget (docs/architecture.md, held by test/storage/round-trips.test.ts); a change there is a
// change here.

import { type City, COMPUTER_MS, type Net, PHONE_MS } from "./net.ts";

/**
 * Our CPU where a step runs, in milliseconds, as measured with workerd on one machine in November
 * 2026 (PIN_ITERATIONS 10000).
 */
const CPU_MS = { trigger: 5.9, answer: 1.5, finalize: 1.75 };
/**
 * Until a write is confirmed, by D1 or by an object. It could not be measured on Cloudflare, and is
 * an assumption.
 */
const COMMIT_MS = 5;

/** Where everything is. */
export interface Places {
  /** The person's: the browser and the phone. */
  readonly person: City;
  /** The server of the application, which asks this service. */
  readonly application: City;
  /** The primary of the D1 database. */
  readonly primary: City;
  /** Whether a read replica of D1 is near each Worker. */
  readonly replicas: boolean;
  /** Where the transaction's object is; undefined is D1 alone, which keeps the challenge too. */
  readonly object: City | undefined;
  /** Where the Worker runs; undefined is the city of whoever asks. */
  readonly worker: City | undefined;
}

/** A phone opens a new connection: TCP and TLS 1.3 take a round trip each before the request. */
const NEW_CONNECTION_TRIPS = 2;

/** The whole login in milliseconds: trigger, the phone's answer, the news of it, the finalize. */
export const loginMs = (net: Net, places: Places): number =>
  triggerMs(net, places) + answerMs(net, places) + newsMs(net, places) + finalizeMs(net, places);

/**
 * The browser asks its application for a login; the application asks the Worker; the QR code comes
 * back the same way.
 */
function triggerMs(net: Net, places: Places): number {
  const { application, primary, replicas, object } = places;
  const worker = places.worker ?? application;
  const look = net.trip(worker, replicas ? worker : primary);
  const open = object === undefined ? net.trip(worker, primary) : net.trip(worker, object);
  return browserMs(net, places) + net.trip(application, worker) + look + open + COMMIT_MS + CPU_MS.trigger;
}

/** The phone sends its answer. The lock in D1 decides, then the object commits. */
function answerMs(net: Net, { person, primary, object, worker: placed }: Places): number {
  const worker = placed ?? person;
  const connect = NEW_CONNECTION_TRIPS * net.jittered(PHONE_MS);
  const reach = net.jittered(PHONE_MS) + (placed ? net.trip(person, placed) : 0);
  // D1 alone is read for the question first, and then written.
  const judge =
    object === undefined
      ? 2 * net.trip(worker, primary) + COMMIT_MS
      : net.trip(worker, object) + net.trip(object, primary) + 2 * COMMIT_MS;
  return connect + reach + judge + CPU_MS.answer;
}

/**
 * A WebSocket or a waiting poll tells the application: half a round trip. Polls of D1 alone have to
 * ask the primary.
 */
function newsMs(net: Net, { application, primary, object, worker }: Places): number {
  const near = worker ?? application;
  return (net.trip(application, near) + net.trip(near, object ?? primary)) / 2;
}

/**
 * The application asks once more and shows the person the page. The lock in D1 decides, then the
 * object commits.
 */
function finalizeMs(net: Net, places: Places): number {
  const { application, primary, object } = places;
  const worker = places.worker ?? application;
  const decide =
    object === undefined
      ? 2 * net.trip(worker, primary) + COMMIT_MS
      : net.trip(worker, object) + net.trip(object, primary) + 2 * COMMIT_MS;
  return browserMs(net, places) + net.trip(application, worker) + decide + CPU_MS.finalize;
}

const browserMs = (net: Net, { person, application }: Places): number =>
  net.jittered(COMPUTER_MS) + net.trip(person, application);
