// The page of one endpoint for events: its state, what was sent there, and its actions.

import {
  Badge,
  Breakable,
  Button,
  Card,
  type DeliveryJson,
  type EndpointJson,
  Notice,
  Table,
  Time,
} from "../../../src/for-console.ts";
import { LinkButton } from "../frame/usual.tsx";
import { Action, DangerCard, ShownOnce } from "../parts/action.tsx";
import { type Fact, FactList } from "../parts/facts.tsx";
import type { ConsoleWords } from "../words/words.ts";

export const ENDPOINTS_PATH = "/console/endpoints";
export const endpointPage = (id: string): string => `${ENDPOINTS_PATH}/${encodeURIComponent(id)}`;

type Words = ConsoleWords["endpoints"];

interface Props {
  readonly words: Words;
  readonly endpoint: EndpointJson;
}

export const EndpointState = ({ words, endpoint: { enabled, disabled_fault } }: Props) => {
  if (enabled) return <Badge kind="success">{words.on}</Badge>;
  return disabled_fault === null ? (
    <Badge kind="warning">{words.off}</Badge>
  ) : (
    <Badge kind="danger">{words.failed}</Badge>
  );
};

export const EndpointPage = ({
  words,
  endpoint,
  deliveries,
}: Props & { readonly deliveries: readonly DeliveryJson[] }) => {
  const { id, enabled, disabled_fault } = endpoint;
  const to = endpointPage(id);
  return (
    <>
      {disabled_fault !== null && <Notice kind="danger" text={words.failedLead} />}
      <Card title={words.facts}>
        <FactList facts={factsOf(endpoint, words)} />
        <div class="actions">
          <Button href={`${to}/change`}>{words.change}</Button>
          <Action to={`${to}/test`}>{words.test}</Action>
          <Action to={`${to}/${enabled ? "disable" : "enable"}`}>{enabled ? words.switchOff : words.switchOn}</Action>
          <LinkButton to={`${to}/secret`} text={words.rotate} />
        </div>
      </Card>
      <Card title={words.deliveries}>
        {deliveries.length === 0 ? (
          <p>{words.noDeliveries}</p>
        ) : (
          <Table
            caption={words.deliveries}
            captionUnseen
            head={[words.at, words.event, words.result]}
            rows={deliveries.map(({ at, event, status, ok, fault }) => [
              <Time at={at} form="seconds" />,
              <Breakable text={event} />,
              ok ? words.taken(status) : <Badge kind="danger">{faultSaid(fault, words)}</Badge>,
            ])}
          />
        )}
      </Card>
      <DangerCard title={words.remove} to={`${to}/remove`} go={words.remove} />
    </>
  );
};

/** Why a message was not taken. A fault without words is the receiver's status. */
export const faultSaid = (fault: string, { faults }: Words): string => faults[fault] ?? fault;

const copied = (text: string | undefined) => <code class="copied">{text}</code>;
const breakable = (text: string) => <Breakable text={text} />;
const time = (at: string) => <Time at={at} />;

function factsOf(endpoint: EndpointJson, words: Words): readonly Fact[] {
  const { url, events, realms, created_at, disabled_at, disabled_fault } = endpoint;
  const state = <EndpointState words={words} endpoint={endpoint} />;
  return [
    [words.address, breakable(url)],
    [words.events, breakable(events.join(", ") || words.all)],
    [words.realms, realms.join(", ") || words.all],
    [words.state, state],
    [words.offSince, disabled_at === null ? "" : time(disabled_at)],
    [words.fault, faultSaid(disabled_fault ?? "", words)],
    [words.added, time(created_at)],
  ];
}

/** Only this page shows the secret, so no address leads to it. */
export const NewEndpointSecret = ({ words, endpoint, secret }: Props & { readonly secret: string | undefined }) => (
  <Card>
    <p>{words.secretLead}</p>
    <FactList facts={[[words.secret, copied(secret)]]} />
    <ShownOnce once={words.once} to={endpointPage(endpoint.id)} back={words.back} />
  </Card>
);
