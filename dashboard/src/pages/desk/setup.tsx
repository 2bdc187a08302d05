// The first run: the code that the server printed makes the first administrator, and the enterprise where there is none.

import { useState } from "preact/hooks";
import { type Refusal, send } from "../../api/sending.ts";
import type { SetupNeeded } from "../../api/session.ts";
import { localZone } from "../../text/dates.ts";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import type { Language } from "../../text/numbers.ts";
import { link } from "./address.ts";
import { enterpriseTrouble, SlotsEntry, slotsTrouble, ZoneEntry } from "./enterprise_entries.tsx";
import { ChoiceEntry, GeneralTrouble, PasswordEntry, shortestPassword, TextEntry } from "./entries.tsx";
import type { AloneProps } from "./page.ts";
import { readSlots, writeSlots } from "./slots.ts";
import { missing, type Trouble, useSubmission } from "./submission.ts";

interface Props extends AloneProps {
  needed: SetupNeeded;
  onLanguage: (language: Language) => void;
}

/** What is asked for where there is no enterprise yet. */
interface Enterprise {
  begin: string;
  enterprise: string;
  time_zone: string;
  slots: string;
  rates: string;
  window: string;
}

const fields = ["code", "begin", "enterprise", "time_zone", "slots", "rates", "window", "login", "name", "password"];

export function Setup({ address, say, needed, onLanguage }: Props) {
  const { t } = say;
  const isNew = needed.enterprise === null;
  const [code, setCode] = useState("");
  const [own, setOwn] = useState<Enterprise>({
    begin: "own",
    enterprise: "",
    time_zone: localZone(),
    slots: writeSlots(needed.slots),
    rates: "per_million_hours",
    window: "rolling_12_months",
  });
  const [login, setLogin] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const submission = useSubmission(say);
  const { trouble } = submission;
  const demo = isNew && own.begin === "demo";

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const person = { login: login.trim(), name: name.trim(), password };
    const named = isNew && !demo ? { enterprise: own.enterprise.trim(), time_zone: own.time_zone.trim() } : {};
    const wrong =
      missing({ code, ...named }, say) ??
      (isNew ? slotsTrouble(own.slots, say) : null) ??
      missing(person, say) ??
      passwordTrouble(password, say);
    if (wrong) return submission.fail(wrong);
    const enterprise = isNew
      ? { ...named, demo, slots: readSlots(own.slots).slots, rates: own.rates, window: own.window }
      : {};
    const body = { code: code.trim(), language: say.language, ...enterprise, ...person };
    const done = await submission.ask(
      () => send("POST", "/api/v1/setup", { body, signedOut: true }),
      (refusal) => setupTrouble(refusal, say),
    );
    if (done) window.location.assign(link(address, "overview"));
  }

  return (
    <form class="sheet" ref={submission.form} onSubmit={submit} noValidate>
      <ChoiceEntry
        name="language"
        label="Language / Язык"
        value={say.language}
        onValue={(value) => onLanguage(value === "ru" ? "ru" : "en")}
        choices={[
          { value: "en", words: "English" },
          { value: "ru", words: "Русский" },
        ]}
        hint={t("language_hint")}
        {...{ say, trouble }}
      />
      <p>{isNew ? t("setup_reading") : t("setup_reading_admin", { enterprise: needed.enterprise ?? "" })}</p>
      <GeneralTrouble trouble={trouble} shown={fields} />
      <TextEntry
        name="code"
        label={t("setup_code")}
        hint={t("setup_code_hint")}
        value={code}
        onValue={(value) => setCode(value.toUpperCase())}
        autoComplete="one-time-code"
        maxLength={100}
        {...{ say, trouble }}
      />
      {isNew && <EnterpriseEntries own={own} onOwn={setOwn} {...{ say, trouble }} />}
      <h2>{t("setup_admin")}</h2>
      <TextEntry
        name="login"
        label={t("login")}
        hint={t("login_hint")}
        value={login}
        onValue={setLogin}
        autoComplete="username"
        maxLength={100}
        {...{ say, trouble }}
      />
      <TextEntry
        name="name"
        label={t("person_name")}
        value={name}
        onValue={setName}
        autoComplete="name"
        maxLength={300}
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
      <p role="status">{submission.busy && t(demo ? "setup_demo_wait" : "setup_wait")}</p>
    </form>
  );
}

interface EntriesProps {
  own: Enterprise;
  onOwn: (own: Enterprise) => void;
  say: DeskSpeaker;
  trouble: Trouble | null;
}

function EnterpriseEntries({ own, onOwn, say, trouble }: EntriesProps) {
  const { t } = say;
  const set = (member: keyof Enterprise) => (value: string) => onOwn({ ...own, [member]: value });
  return (
    <>
      <h2>{t("setup_enterprise")}</h2>
      <ChoiceEntry
        name="begin"
        label={t("setup_begin")}
        value={own.begin}
        onValue={set("begin")}
        choices={[
          { value: "own", words: t("setup_begin_own") },
          { value: "demo", words: t("setup_begin_demo") },
        ]}
        hint={t(own.begin === "demo" ? "setup_begin_demo_hint" : "setup_begin_own_hint")}
        {...{ say, trouble }}
      />
      {own.begin === "own" && (
        <>
          <TextEntry
            name="enterprise"
            label={t("enterprise_name")}
            value={own.enterprise}
            onValue={set("enterprise")}
            autoComplete="organization"
            maxLength={300}
            {...{ say, trouble }}
          />
          <ZoneEntry value={own.time_zone} onValue={set("time_zone")} {...{ say, trouble }} />
        </>
      )}
      <SlotsEntry value={own.slots} onValue={set("slots")} {...{ say, trouble }} />
      <ChoiceEntry
        name="rates"
        label={t("wall_rates")}
        value={own.rates}
        onValue={set("rates")}
        choices={["per_million_hours", "per_200_000_hours"].map((value) => ({
          value,
          words: say.named("wall_rates_", value),
        }))}
        hint={t("wall_rates_hint")}
        {...{ say, trouble }}
      />
      <ChoiceEntry
        name="window"
        label={t("wall_window")}
        value={own.window}
        onValue={set("window")}
        choices={["rolling_12_months", "year_to_date", "month"].map((value) => ({
          value,
          words: say.named("wall_window_", value),
        }))}
        {...{ say, trouble }}
      />
    </>
  );
}

function passwordTrouble(password: string, say: DeskSpeaker): Trouble | null {
  const length = [...password].length;
  if (length >= shortestPassword) return null;
  return { field: "password", message: say.t("password_short", { least: shortestPassword, length }) };
}

/** What a first run meets most often, in the language of the page. */
function setupTrouble({ code, field }: Refusal, say: DeskSpeaker): Trouble | null {
  if (code !== "invalid") return null;
  if (field === "code") return { field, message: say.t("setup_code_wrong") };
  if (field === "login") return { field, message: say.t("login_wrong") };
  return enterpriseTrouble(field, say);
}
