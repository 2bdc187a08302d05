// Signing in with an account of the enterprise: the way to its provider, and the way back with a code.

import { useEffect } from "preact/hooks";
import { type Refusal, send } from "../../api/sending.ts";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { GeneralTrouble } from "./entries.tsx";
import { type Trouble, useSubmission } from "./submission.ts";

const path = "/api/v1/session/provider";
const nextKey = "safetycell.next";

/** What the browser came back with: a code, or nothing but the refusal of the provider. */
export type ProviderAnswer = { code: string; state: string } | { refused: true };

/** It is out of the address bar and the history before anything else happens. */
export function takeProviderAnswer(): ProviderAnswer | null {
  const asked = new URLSearchParams(window.location.search);
  const state = asked.get("state");
  if (window.location.pathname !== "/sign-in" || !state) return null;
  window.history.replaceState(null, "", window.location.pathname);
  const code = asked.get("code");
  return code ? { code, state } : { refused: true };
}

/** Where somebody wanted to go before the way led over the provider. */
export function takeNext(): string | null {
  const next = sessionStorage.getItem(nextKey);
  sessionStorage.removeItem(nextKey);
  return next;
}

interface Props {
  name: string;
  next: string | null;
  answer: ProviderAnswer | null;
  say: DeskSpeaker;
  onDone: () => void;
}

export function WithProvider({ name, next, answer, say, onDone }: Props) {
  const { t } = say;
  const submission = useSubmission(say);

  const words = (refusal: Refusal): Trouble => ({
    field: "",
    message: refusal.message,
    language: say.language === "en" ? undefined : "en",
  });

  useEffect(() => {
    if (!answer) return;
    if ("refused" in answer) return submission.fail({ field: "", message: t("provider_failed") });
    submission
      .ask(() => send("POST", `${path}/answer`, { body: answer, signedOut: true }), words)
      .then((done) => done && onDone());
  }, [answer]);

  async function go(event: Event): Promise<void> {
    event.preventDefault();
    const way = await submission.ask(() => send<{ address: string }>("POST", path, { signedOut: true }));
    if (!way) return;
    if (next) sessionStorage.setItem(nextKey, next);
    window.location.assign(way.address);
  }

  return (
    <form class="sheet" data-part="provider" ref={submission.form} onSubmit={go} noValidate>
      <GeneralTrouble trouble={submission.trouble} shown={[]} />
      <p role="status">{submission.busy && t("provider_waiting")}</p>
      <button type="submit" class="main" disabled={submission.busy}>
        {t("provider_do", { name })}
      </button>
    </form>
  );
}
