// A box that shows what is typed into a PIN or password. It needs a script
// (src/web/client/live/reveal.ts): without one there is no box. Having no name, it is not sent.

interface Props {
  /** The names of the fields in the same form, separated by spaces. */
  readonly fields: string;
  readonly label: string;
}

export const Reveal = ({ fields, label }: Props) => (
  <label class="reveal with-script">
    <input type="checkbox" data-reveals={fields} /> <span>{label}</span>
  </label>
);
