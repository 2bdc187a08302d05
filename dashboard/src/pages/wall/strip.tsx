import { Mark } from "./marks.tsx";
import type { ConnectionWords, StripCell } from "./strip_words.ts";

/** The line that never leaves the board. */
export function Strip({ connection, cells }: { connection: ConnectionWords; cells: StripCell[] }) {
  return (
    <footer class="strip" data-part="strip">
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
    </footer>
  );
}
