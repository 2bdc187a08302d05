// Signing in; and, with a one-time link, choosing a password.

import { useState } from "preact/hooks";
import { type Refusal, send } from "../../api/sending.ts";
import { safeNext, sessionPath } from "../../api/session.ts";
import { GeneralTrouble, PasswordEntry, TextEntry } from "./entries.tsx";
import type { AloneProps } from "./page.ts";
import { missing, type Trouble, useSubmission } from "./submission.ts";

/** The token behind the number sign; it is out of the address bar and the history before anything else happens. */
export function takeLinkToken(): string | null {
  const found = /^#link=([\w-]+)$/.exec(window.location.hash);
  if (!found) return null;
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  return found[1] ?? null;
}

export function SignIn({ address, say, linkToken }: AloneProps & { linkToken: string | null }) {
  const goOn = (): void => window.location.replace(safeNext(address.asked.get("next"), window.location.origin));
  if (linkToken) return <ChoosePassword token={linkToken} say={say} onDone={goOn} />;
  return <Credentials say={say} onDone={goOn} />;
}

interface Props {
  say: AloneProps["say"];
  onDone: () => void;
}

function Credentials({ say, onDone }: Props) {
  const { t } = say;
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const submission = useSubmission(say);
  const { trouble } = submission;

  const words = (refusal: Refusal): Trouble | null =>
    refusal.code === "unauthenticated" ? { field: "password", message: t("sign_in_wrong") } : null;

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const given = { login: login.trim(), password };
    const empty = missing(given, say);
    if (empty) return submission.fail(empty);
    const done = await submission.ask(() => send("POST", sessionPath, { body: given, signedOut: true }), words);
    if (done) onDone();
  }

  return (
    <form class="sheet" ref={submission.form} onSubmit={submit} noValidate>
      <GeneralTrouble trouble={trouble} shown={["login", "password"]} />
      <TextEntry
        name="login"
        label={t("login")}
        value={login}
        onValue={setLogin}
        autoComplete="username"
        {...{ say, trouble }}
      />
      <PasswordEntry
        name="password"
        label={t("password")}
        value={password}
        onValue={setPassword}
        {...{ say, trouble }}
      />
      <button type="submit" class="main" disabled={submission.busy}>
        {t("sign_in_do")}
      </button>
      <p class="quiet">{t("sign_in_lost")}</p>
    </form>
  );
}

function ChoosePassword({ token, say, onDone }: Props & { token: string }) {
  const { t } = say;
  const [password, setPassword] = useState("");
  const submission = useSubmission(say);
  const { trouble } = submission;

  const words = (refusal: Refusal): Trouble | null =>
    refusal.code === "not_found" ? { field: "", message: t("link_gone") } : null;

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const empty = missing({ password }, say);
    if (empty) return submission.fail(empty);
    const body = { token, password };
    const done = await submission.ask(() => send("POST", "/api/v1/access-link", { body, signedOut: true }), words);
    if (done) onDone();
  }

  return (
    <form class="sheet" ref={submission.form} onSubmit={submit} noValidate>
      <h2>{t("choose_password")}</h2>
      <p>{t("choose_password_reading")}</p>
      <GeneralTrouble trouble={trouble} shown={["password"]} />
      <PasswordEntry
        name="password"
        label={t("password")}
        isNew
        value={password}
        onValue={setPassword}
        {...{ say, trouble }}
      />
      <button type="submit" class="main" disabled={submission.busy}>
        {t("choose_password_do")}
      </button>
    </form>
  );
}
