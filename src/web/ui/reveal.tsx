// A box that shows what is typed into a field for a PIN or password. Only a script can show it (src/web/client/live/reveal.ts), so without one
// there is no box. It has no name, so no form sends it.

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
