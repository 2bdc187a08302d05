// The second factor of one's own account: a picture for an authenticator, a code to confirm it, codes for the day on
// which the phone is lost.

import { useMemo, useState } from "preact/hooks";
import { encode } from "uqr";
import { useDocument } from "../../api/asking.ts";
import { type Refusal, send } from "../../api/sending.ts";
import { Marked } from "../../charts/marks.tsx";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { codePath } from "../wall/phone_code.tsx";
import { GeneralTrouble, TextEntry } from "./entries.tsx";
import { Awaited } from "./parts.tsx";
import { missing, type Trouble, useSubmission } from "./submission.ts";

const path = "/api/v1/account/second-factor";

interface State {
  set: boolean;
  possible: boolean;
  recovery_codes: number;
}

interface Offer {
  secret: string;
  address: string;
}

export function SecondFactor({ say }: { say: DeskSpeaker }) {
  const { t } = say;
  const [round, setRound] = useState(0);
  const answer = useDocument<State>(path, round);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const [removed, setRemoved] = useState(false);
  return (
    <section data-part="second-factor">
      <p>{t("second_factor_reading")}</p>
      {codes.length > 0 && <RecoveryCodes codes={codes} say={say} />}
      <p role="status">{removed && t("second_factor_removed")}</p>
      <Awaited answer={answer} say={say}>
        {(state) =>
          state.set ? (
            <>
              <p>
                <Marked kind="within">{t("second_factor_is_set")}</Marked>{" "}
                {t("second_factor_left", { n: state.recovery_codes })}
              </p>
              <CodeForm
                words={t("second_factor_remove")}
                method="POST"
                address={`${path}/removal`}
                say={say}
                onDone={() => {
                  setCodes([]);
                  setRemoved(true);
                  setRound(round + 1);
                }}
              />
            </>
          ) : state.possible ? (
            <Enrolment
              say={say}
              onDone={(fresh) => {
                setRemoved(false);
                setCodes(fresh);
                setRound(round + 1);
              }}
            />
          ) : (
            <p>{t("second_factor_elsewhere")}</p>
          )
        }
      </Awaited>
    </section>
  );
}

function Enrolment({ say, onDone }: { say: DeskSpeaker; onDone: (codes: readonly string[]) => void }) {
  const { t } = say;
  const [offer, setOffer] = useState<Offer | null>(null);
  const submission = useSubmission(say);

  async function begin(event: Event): Promise<void> {
    event.preventDefault();
    const fresh = await submission.ask(() => send<Offer>("POST", path));
    if (fresh) setOffer(fresh);
  }

  if (!offer) {
    return (
      <form class="sheet" ref={submission.form} onSubmit={begin} noValidate>
        <GeneralTrouble trouble={submission.trouble} shown={[]} />
        <button type="submit" disabled={submission.busy}>
          {t("second_factor_begin")}
        </button>
      </form>
    );
  }
  return (
    <div class="sheet">
      <p>{t("second_factor_scan")}</p>
      <Picture address={offer.address} title={t("second_factor_picture")} />
      <p>
        {t("second_factor_secret")}: <code data-part="second-factor-secret">{spaced(offer.secret)}</code>
      </p>
      <CodeForm<{ recovery_codes: readonly string[] }>
        words={t("second_factor_confirm")}
        method="PUT"
        address={path}
        say={say}
        onDone={({ recovery_codes }) => onDone(recovery_codes)}
      />
    </div>
  );
}

/** In groups of four, as people read long codes. */
function spaced(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, "$1 ");
}

function Picture({ address, title }: { address: string; title: string }) {
  const { path: dark, size } = useMemo(() => {
    const code = encode(address, { ecc: "L", border: 4 });
    return { path: codePath(code.data), size: code.data.length };
  }, [address]);
  return (
    <svg class="secret-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={title}>
      <rect width={size} height={size} fill="#fff" />
      <path d={dark} fill="#000" />
    </svg>
  );
}

interface CodeProps<T> {
  words: string;
  method: "POST" | "PUT";
  address: string;
  say: DeskSpeaker;
  onDone: (answer: T) => void;
}

function CodeForm<T = null>({ words, method, address, say, onDone }: CodeProps<T>) {
  const { t } = say;
  const [code, setCode] = useState("");
  const submission = useSubmission(say);
  const { trouble } = submission;

  const told = (refusal: Refusal): Trouble | null =>
    refusal.field === "code" ? { field: "code", message: t("second_step_wrong") } : null;

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const empty = missing({ code }, say);
    if (empty) return submission.fail(empty);
    let answered: { document: T } | null = null;
    await submission.ask(async () => {
      const sent = await send<T>(method, address, { body: { code: code.trim() } });
      if (sent.state === "done") answered = sent;
      return sent;
    }, told);
    const given = answered as { document: T } | null;
    if (given) onDone(given.document);
  }

  return (
    <form class="sheet" ref={submission.form} onSubmit={submit} noValidate>
      <GeneralTrouble trouble={trouble} shown={["code"]} />
      <TextEntry
        name="code"
        label={t("second_step_code")}
        autoComplete="one-time-code"
        value={code}
        onValue={setCode}
        {...{ say, trouble }}
      />
      <button type="submit" disabled={submission.busy}>
        {words}
      </button>
    </form>
  );
}

function RecoveryCodes({ codes, say }: { codes: readonly string[]; say: DeskSpeaker }) {
  return (
    <section class="secret" data-part="recovery-codes" aria-label={say.t("recovery_codes")}>
      <h3>{say.t("recovery_codes")}</h3>
      <p>{say.t("recovery_codes_reading")}</p>
      <ul class="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
