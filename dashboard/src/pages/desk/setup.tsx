// The first run: the code that the server printed makes the first administrator.

import { useState } from "preact/hooks";
import { send } from "../../api/sending.ts";
import { link } from "./address.ts";
import { GeneralTrouble, PasswordEntry, TextEntry } from "./entries.tsx";
import type { AloneProps } from "./page.ts";
import { missing, useSubmission } from "./submission.ts";

export function Setup({ address, say }: AloneProps) {
  const { t } = say;
  const [code, setCode] = useState("");
  const [login, setLogin] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const submission = useSubmission(say);
  const { trouble } = submission;

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const given = { code: code.trim(), login: login.trim(), name: name.trim(), password };
    const empty = missing(given, say);
    if (empty) return submission.fail(empty);
    const done = await submission.ask(() => send("POST", "/api/v1/setup", { body: given, signedOut: true }));
    if (done) window.location.assign(link(address, "overview"));
  }

  return (
    <form class="sheet" ref={submission.form} onSubmit={submit} noValidate>
      <p>{t("setup_reading")}</p>
      <GeneralTrouble trouble={trouble} shown={["code", "login", "name", "password"]} />
      <TextEntry
        name="code"
        label={t("setup_code")}
        hint={t("setup_code_hint")}
        value={code}
        onValue={setCode}
        autoComplete="one-time-code"
        {...{ say, trouble }}
      />
      <TextEntry
        name="login"
        label={t("login")}
        hint={t("login_hint")}
        value={login}
        onValue={setLogin}
        autoComplete="username"
        {...{ say, trouble }}
      />
      <TextEntry
        name="name"
        label={t("person_name")}
        value={name}
        onValue={setName}
        autoComplete="name"
        {...{ say, trouble }}
      />
      <PasswordEntry
        name="password"
        label={t("password")}
        isNew
        value={password}
        onValue={setPassword}
        {...{ say, trouble }}
      />
      <button type="submit" class="main" disabled={submission.busy}>
        {t("setup_do")}
      </button>
    </form>
  );
}
