// What an administrator sets for the whole enterprise: its name and zone, the language of its pages, and when editions are
// published.

import { useState } from "preact/hooks";
import { useDocument } from "../../api/asking.ts";
import { type Refusal, send } from "../../api/sending.ts";
import { Marked } from "../../charts/marks.tsx";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { enterpriseTrouble, SlotsEntry, slotsTrouble, ZoneEntry } from "./enterprise_entries.tsx";
import { ChoiceEntry, GeneralTrouble, TextEntry } from "./entries.tsx";
import type { PeopleProps } from "./page.ts";
import { Awaited } from "./parts.tsx";
import { readSlots, writeSlots } from "./slots.ts";
import { missing, type Trouble, useSubmission } from "./submission.ts";

const path = "/api/v1/settings";

interface Settings {
  name: string;
  time_zone: string;
  language: string | null;
  slots: string[];
  /** What an edit must name. */
  change: number;
}

export function SettingsPage({ say }: PeopleProps) {
  const [round, setRound] = useState(0);
  const [saved, setSaved] = useState(false);
  const answer = useDocument<Settings>(path, round);
  const done = (): void => {
    setSaved(true);
    setRound(round + 1);
  };
  return (
    <>
      <p>{say.t("settings_reading")}</p>
      <p role="status">{saved && <Marked kind="within">{say.t("saved")}</Marked>}</p>
      <Awaited answer={answer} say={say}>
        {(settings) => <Revise settings={settings} say={say} onDone={done} key={settings.change} />}
      </Awaited>
    </>
  );
}

function Revise({ settings, say, onDone }: { settings: Settings; say: DeskSpeaker; onDone: () => void }) {
  const { t } = say;
  const [name, setName] = useState(settings.name);
  const [zone, setZone] = useState(settings.time_zone);
  const [language, setLanguage] = useState(settings.language ?? "");
  const [slots, setSlots] = useState(writeSlots(settings.slots));
  const [reason, setReason] = useState("");
  const submission = useSubmission(say);
  const { trouble } = submission;

  const words = ({ code, field }: Refusal): Trouble | null =>
    code === "stale" ? { field: "", message: t("settings_stale") } : enterpriseTrouble(field, say);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const given = { name: name.trim(), time_zone: zone.trim() };
    const wrong = missing(given, say) ?? slotsTrouble(slots, say) ?? missing({ reason }, say);
    if (wrong) return submission.fail(wrong);
    const body = {
      ...given,
      language: language || null,
      slots: readSlots(slots).slots,
      change: settings.change,
      reason: reason.trim(),
    };
    if (await submission.ask(() => send("PUT", path, { body }), words)) onDone();
  }

  return (
    <form class="sheet" data-part="settings" ref={submission.form} onSubmit={submit} noValidate>
      <GeneralTrouble trouble={trouble} shown={["name", "time_zone", "language", "slots", "reason"]} />
      <TextEntry
        name="name"
        label={t("enterprise_name")}
        value={name}
        onValue={setName}
        autoComplete="organization"
        maxLength={300}
        {...{ say, trouble }}
      />
      <ZoneEntry value={zone} onValue={setZone} {...{ say, trouble }} />
      <SlotsEntry value={slots} onValue={setSlots} {...{ say, trouble }} />
      <ChoiceEntry
        name="language"
        label={t("enterprise_language")}
        value={language}
        onValue={setLanguage}
        none={t("language_of_browser")}
        choices={[
          { value: "en", words: "English" },
          { value: "ru", words: "Русский" },
        ]}
        hint={t("language_hint")}
        {...{ say, trouble }}
      />
      <TextEntry
        name="reason"
        label={t("reason")}
        hint={t("settings_reason_hint")}
        value={reason}
        onValue={setReason}
        maxLength={500}
        {...{ say, trouble }}
      />
      <button type="submit" class="main" disabled={submission.busy}>
        {t("save")}
      </button>
    </form>
  );
}
