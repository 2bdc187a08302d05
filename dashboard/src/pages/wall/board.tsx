// The whole board: figures where there is an edition, else the words that say why there is none, and always the strip.

import { useComputed } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { freshness } from "../../live/staleness.ts";
import { writeTime, type ZoneClock, zoneClock } from "../../text/dates.ts";
import type { Key, Translate } from "../../text/messages.ts";
import type { Language } from "../../text/numbers.ts";
import { type Speaker, speaker } from "../../text/speaker.ts";
import type { BoardState } from "./board_state.ts";
import { Changes } from "./changes.tsx";
import { Header, scopeName } from "./header.tsx";
import { Hero } from "./hero.tsx";
import { phoneAddress } from "./phone_code.tsx";
import { Rate } from "./rate.tsx";
import { ratesShown } from "./rate_words.ts";
import { Strip } from "./strip.tsx";
import { connectionWords, editionCells } from "./strip_words.ts";
import { Violations } from "./violations.tsx";

interface Props {
  state: BoardState;
  scope: string;
  t: Translate;
  language: Language;
  /** Called after an edition was drawn. */
  onDrawn: (edition: number) => void;
}

/** Before the first edition the screen's own zone is all there is. */
const ownZone: ZoneClock = (instant) => {
  const here = new Date(instant);
  return {
    year: here.getFullYear(),
    month: here.getMonth() + 1,
    day: here.getDate(),
    hour: here.getHours(),
    minute: here.getMinutes(),
  };
};

export function Board({ state, scope, t, language, onDrawn }: Props) {
  const zone = useComputed(() => {
    const edition = state.edition.value;
    return edition ? zoneClock(edition.time_zone, edition.utc_offset_seconds, Date.parse(edition.as_of)) : ownZone;
  });
  const message = state.edition.value;
  const now = state.minute.value;
  const connection = state.connection.value;
  const say = speaker(t, language, zone.value, now);
  const fresh = message ? freshness(message, now) : null;
  const doubted = fresh !== null && fresh.kind !== "fresh" && fresh.kind !== "stale";

  useLayoutEffect(() => {
    if (message) onDrawn(message.edition);
  }, [message]);
  useLayoutEffect(() => {
    if (message) document.title = t("page_title", { scope: scopeName(message.scope, say) });
  }, [message?.scope.id, message?.scope.name]);

  const heardAt = state.heardAt.value;
  const words = connectionWords(
    {
      state: connection,
      heard: heardAt === null ? null : writeHeard(zone.value, heardAt, say),
      edition: message ? message.edition : null,
      freshness: fresh,
      skew: state.skew.value,
    },
    say,
  );

  const forPhones = message && phoneAddress(window.location.origin, scope, message.edition);
  const phone = forPhones ? { address: forPhones, title: t("phone_code") } : null;

  return (
    <div
      class={doubted ? "board board-doubted" : "board"}
      data-freshness={fresh ? fresh.kind : "waiting"}
      data-connection={connection}
    >
      <Header message={message} say={say} />
      {message && doubted && (
        <p class="banner" data-part="banner">
          {t("data_of", { moment: say.moment(message.as_of) })}
        </p>
      )}
      {message ? (
        <main class="figures">
          <Hero message={message} say={say} />
          <div class="details">
            {ratesShown(message).map((id) => (
              <Rate id={id} key={id} message={message} say={say} />
            ))}
            <Violations message={message} say={say} />
            <Changes message={message} say={say} />
          </div>
        </main>
      ) : (
        <Waiting state={state} scope={scope} t={t} />
      )}
      <Strip connection={words} cells={message ? editionCells(message, say) : []} phone={phone} />
    </div>
  );
}

/** Today the time says enough. */
function writeHeard(clock: ZoneClock, heardAt: number, say: Speaker): string {
  const heard = clock(heardAt);
  const today = heard.year === say.now.year && heard.month === say.now.month && heard.day === say.now.day;
  return today ? writeTime(heard) : say.moment(new Date(heardAt).toISOString());
}

function Waiting({ state, scope, t }: Pick<Props, "state" | "scope" | "t">) {
  const connection = state.connection.value;
  let words: [string, Key] = [t("connection_connecting"), "connecting_detail"];
  const address = `${window.location.origin}/setup`;
  if (connection === "unpaired") words = [t("unpaired"), "unpaired_detail"];
  else if (connection === "refused") words = [t("unknown_scope", { scope }), "unknown_scope_detail"];
  else if (connection === "offline") words = [t("connection_offline"), "offline_detail"];
  else if (state.waitsForSetup.value) words = [t("waiting_setup"), "waiting_setup_detail"];
  else if (state.nothingPublished.value) words = [t("waiting"), "waiting_detail"];
  return (
    <main class="waiting" data-part="waiting">
      <p class="waiting-words">{words[0]}</p>
      <p class="waiting-detail">{t(words[1], { address })}</p>
    </main>
  );
}
