// What the setup page and the settings ask for alike: the enterprise's zone and its times of publication.

import { useId } from "preact/hooks";
import { localZone } from "../../text/dates.ts";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { Entry, TextEntry } from "./entries.tsx";
import { readSlots } from "./slots.ts";
import type { Trouble } from "./submission.ts";

interface Props {
  value: string;
  onValue: (value: string) => void;
  say: DeskSpeaker;
  trouble: Trouble | null;
}

/** All zones that the browser knows; one of its own where it cannot list them. */
function knownZones(): string[] {
  const listed = (Intl as { supportedValuesOf?: (of: string) => string[] }).supportedValuesOf?.("timeZone");
  return listed ?? [localZone()];
}

export function ZoneEntry({ value, onValue, say, trouble }: Props) {
  const zones = useId();
  return (
    <Entry name="time_zone" label={say.t("time_zone")} hint={say.t("time_zone_hint")} {...{ say, trouble }}>
      {(wiring) => (
        <>
          <input
            {...wiring}
            type="text"
            list={zones}
            autoComplete="off"
            autoCapitalize="none"
            spellcheck={false}
            maxLength={100}
            value={value}
            onInput={(event) => onValue(event.currentTarget.value)}
          />
          <datalist id={zones}>
            {knownZones().map((zone) => (
              <option value={zone} key={zone} />
            ))}
          </datalist>
        </>
      )}
    </Entry>
  );
}

export function SlotsEntry(props: Props) {
  const { t } = props.say;
  return <TextEntry name="slots" label={t("slots")} hint={t("slots_hint")} maxLength={800} {...props} />;
}

/** What is wrong with the times as they are typed; null: nothing. */
export function slotsTrouble(typed: string, say: DeskSpeaker): Trouble | null {
  const { slots, wrong } = readSlots(typed);
  if (wrong !== null) return { field: "slots", message: say.t("slot_wrong", { text: wrong }) };
  return slots.length === 0 ? { field: "slots", message: say.t("needed") } : null;
}

/** The server's refusals of these fields in the page's own words; null: it knows better. */
export function enterpriseTrouble(field: string, say: DeskSpeaker): Trouble | null {
  return field === "time_zone" ? { field, message: say.t("time_zone_wrong") } : null;
}
