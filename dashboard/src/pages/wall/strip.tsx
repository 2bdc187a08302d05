import { Mark } from "../../charts/marks.tsx";
import { PhoneCode } from "./phone_code.tsx";
import type { ConnectionWords, StripCell } from "./strip_words.ts";

interface Props {
  connection: ConnectionWords;
  cells: StripCell[];
  /** What a phone is to open, and what that is; none: no code. */
  phone: { address: string; title: string } | null;
}

/** The line that never leaves the board. */
export function Strip({ connection, cells, phone }: Props) {
  return (
    <footer class={phone ? "strip strip-with-code" : "strip"} data-part="strip">
      <div class={`strip-connection strip-${connection.mark}`} role="status">
        <Mark kind={connection.mark} />
        <span>
          <b>{connection.words}</b>
          {connection.details.map((detail) => (
            <span class="strip-detail" key={detail}>
              {detail}
            </span>
          ))}
        </span>
      </div>
      <dl class="strip-cells">
        {cells.map(({ name, value, mark }) => (
          <div class="strip-cell" key={name}>
            <dt>{name}</dt>
            <dd>
              {mark && <Mark kind={mark} />}
              {value}
            </dd>
          </div>
        ))}
      </dl>
      {phone && <PhoneCode {...phone} />}
    </footer>
  );
}
