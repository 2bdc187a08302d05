// Attempts to sign in that failed: upon whom, from where, when and how often. Never what was typed.

import { useDocument } from "../../api/asking.ts";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { useNarrow } from "./narrow.ts";
import { Awaited, Table } from "./parts.tsx";

interface FailedSignIns {
  login: string | null;
  address: string;
  proof: string;
  first_at: string;
  last_at: string;
  count: number;
}

export function FailedSignInList({ say }: { say: DeskSpeaker }) {
  const { t } = say;
  const narrow = useNarrow();
  const answer = useDocument<{ failed_sign_ins: FailedSignIns[] }>("/api/v1/failed-sign-ins");
  const columns: readonly [string, (line: FailedSignIns) => string][] = [
    [t("failed_last"), (line) => say.moment(line.last_at)],
    [t("failed_upon"), (line) => line.login ?? t("failed_no_account")],
    [t("session_from"), (line) => line.address],
    [t("failed_proof"), (line) => say.named("proof_", line.proof)],
    [t("failed_count"), (line) => say.plain(line.count)],
  ];
  const keyOf = (line: FailedSignIns): string => `${line.login} ${line.address} ${line.proof} ${line.first_at}`;
  return (
    <section data-part="failed-sign-ins">
      <h2>{t("failed_sign_ins")}</h2>
      <p>{t("failed_sign_ins_reading")}</p>
      <Awaited answer={answer} say={say}>
        {({ failed_sign_ins: lines }) =>
          lines.length === 0 ? (
            <p>{t("failed_sign_ins_none")}</p>
          ) : narrow ? (
            <ul class="cards">
              {lines.map((line) => (
                <li key={keyOf(line)}>
                  <dl>
                    {columns.map(([label, words]) => (
                      <div key={label}>
                        <dt>{label}</dt>
                        <dd>{words(line)}</dd>
                      </div>
                    ))}
                  </dl>
                </li>
              ))}
            </ul>
          ) : (
            <Table caption={t("failed_sign_ins")} head={columns.map(([label]) => label)}>
              {lines.map((line) => (
                <tr key={keyOf(line)}>
                  {columns.map(([label, words]) => (
                    <td key={label}>{words(line)}</td>
                  ))}
                </tr>
              ))}
            </Table>
          )
        }
      </Awaited>
    </section>
  );
}
