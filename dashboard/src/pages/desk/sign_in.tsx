// Signing in; and, with a one-time link, choosing a password.

import { useEffect, useState } from "preact/hooks";
import { type Refusal, send } from "../../api/sending.ts";
import { safeNext, sessionPath } from "../../api/session.ts";
import { GeneralTrouble, PasswordEntry, TextEntry } from "./entries.tsx";
import type { AloneProps } from "./page.ts";
import { takeNext, takeProviderAnswer, WithProvider } from "./provider_sign_in.tsx";
import { missing, type Trouble, useSubmission } from "./submission.ts";

/** The token behind the number sign; it is out of the address bar and the history before anything else happens. */
export function takeLinkToken(): string | null {
  const found = /^#link=([\w-]+)$/.exec(window.location.hash);
  if (!found) return null;
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  return found[1] ?? null;
}

const providerAnswer = takeProviderAnswer();

export function SignIn({
  address,
  say,
  linkToken,
  provider,
}: AloneProps & { linkToken: string | null; provider: string }) {
  const [chosen, setChosen] = useState(false);
  const next = address.asked.get("next");
  const goOn = (): void => window.location.replace(safeNext(takeNext() ?? next, window.location.origin));
  if (linkToken && !chosen) {
    return <ChoosePassword token={linkToken} say={say} onDone={goOn} onSecondStep={() => setChosen(true)} />;
  }
  return (
    <>
      {provider && <WithProvider name={provider} answer={providerAnswer} onDone={goOn} {...{ next, say }} />}
      <Credentials say={say} onDone={goOn} note={chosen ? say.t("password_set_sign_in") : ""} />
    </>
  );
}

interface Props {
  say: AloneProps["say"];
  onDone: () => void;
}

/** A session has begun, or a code is needed first. */
type Begun = { signed_in: true } | { signed_in: false; second_factor_needed: true };

function Credentials({ say, onDone, note }: Props & { note: string }) {
  const { t } = say;
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [isSecondStep, setSecondStep] = useState(false);
  const submission = useSubmission(say);
  const { trouble } = submission;
  useEffect(() => {
    if (isSecondStep) submission.form.current?.querySelector("input")?.focus();
  }, [isSecondStep]);

  function words(refusal: Refusal): Trouble | null {
    if (refusal.code !== "unauthenticated") return null;
    if (refusal.field === "code") return { field: "code", message: t("second_step_wrong") };
    setSecondStep(false);
    return { field: "password", message: t("sign_in_wrong") };
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const given = { login: login.trim(), password, ...(isSecondStep ? { code: code.trim() } : {}) };
    const empty = missing(given, say);
    if (empty) return submission.fail(empty);
    const begun = await submission.ask(() => send<Begun>("POST", sessionPath, { body: given, signedOut: true }), words);
    if (!begun) return;
    if (begun.signed_in) return onDone();
    setCode("");
    setSecondStep(true);
  }

  if (isSecondStep) {
    return (
      <form class="sheet" ref={submission.form} onSubmit={submit} noValidate key="second">
        <h2>{t("second_step")}</h2>
        <p>{t("second_step_reading")}</p>
        <GeneralTrouble trouble={trouble} shown={["code"]} />
        <TextEntry
          name="code"
          label={t("second_step_code")}
          value={code}
          onValue={setCode}
          autoComplete="one-time-code"
          {...{ say, trouble }}
        />
        <button type="submit" class="main" disabled={submission.busy}>
          {t("second_step_do")}
        </button>
      </form>
    );
  }
  return (
    <form class="sheet" ref={submission.form} onSubmit={submit} noValidate key="first">
      <p role="status">{note}</p>
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

function ChoosePassword({ token, say, onDone, onSecondStep }: Props & { token: string; onSecondStep: () => void }) {
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
    const set = await submission.ask(
      () => send<Begun>("POST", "/api/v1/access-link", { body, signedOut: true }),
      words,
    );
    if (set) set.signed_in ? onDone() : onSecondStep();
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
