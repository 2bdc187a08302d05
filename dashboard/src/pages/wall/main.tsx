// The wall page: joins the connection, what the board knows, and the board. Opened once and left alone for months.

import "../old_engines.ts";
import "../../styles/wall.css";
import { effect } from "@preact/signals";
import { render } from "preact";
import { readPageAddress } from "../../live/address.ts";
import { Connection, type Socket, type SocketEvents } from "../../live/connection.ts";
import { gunzip } from "../../live/gunzip.ts";
import { browserShelf, KeptEdition } from "../../live/kept_edition.ts";
import { healthzAnswers, watchSilence } from "../../live/last_resort.ts";
import { pairThisScreen } from "../../live/pairing.ts";
import { ServerClock } from "../../live/server_clock.ts";
import { chooseLanguage, languageOfEnterprise, translateTo } from "../../text/language.ts";
import { Board } from "./board.tsx";
import { BoardState } from "./board_state.ts";
import { drift } from "./drift.ts";

const address = readPageAddress(window.location.search);
const language = chooseLanguage(address.language, languageOfEnterprise(), navigator.languages || [navigator.language]);
const localNow = (): number => Date.now();
const reload = (): void => window.location.reload();

const clock = new ServerClock(localNow);
const state = new BoardState(clock, new KeptEdition(browserShelf(), address.scope), localNow, reload);

watchSilence({
  now: localNow,
  heardAt: () => state.lastHeardLocally,
  serverAnswers: healthzAnswers,
  reload,
  setInterval: (work, milliseconds) => window.setInterval(work, milliseconds),
});

const connection = new Connection(
  address.scope,
  {
    origin: window.location.origin,
    openSocket,
    fetchView: async (url) => {
      const answer = await fetch(url, { cache: "no-cache" });
      const now = Date.parse(answer.headers.get("Date") || "");
      return { status: answer.status, now: Number.isNaN(now) ? null : now, text: await answer.text() };
    },
    gunzip,
    random: Math.random,
    setTimer: (work, milliseconds) => window.setTimeout(work, milliseconds),
    clearTimer: (timer) => window.clearTimeout(timer),
  },
  state,
);

function openSocket(url: string, events: SocketEvents): Socket {
  const socket = new WebSocket(url);
  socket.binaryType = "arraybuffer";
  socket.onmessage = (event) => events.onMessage(event.data);
  socket.onclose = ({ code }) => events.onClose(code);
  return socket;
}

/** The browser has put the picture on the glass once a frame has begun after the one that drew it. */
function acknowledge(edition: number): void {
  requestAnimationFrame(() => requestAnimationFrame(() => connection.acknowledge(edition)));
}

/** Before there is an enterprise nothing will be published: the board must not promise an edition. */
function askForSetup(): void {
  if (!state.nothingPublished.value) return;
  fetch("/api/v1/session", { cache: "no-cache" })
    .then((answer) => answer.json())
    .then(({ setup_needed, enterprise }) => {
      state.waitsForSetup.value = setup_needed === true && enterprise === null;
    })
    .catch(() => undefined); // The connection says what is wrong with the server.
}

document.documentElement.lang = language;
document.documentElement.dataset.theme = address.theme;

const place = document.getElementById("board");
if (place) {
  render(
    <Board state={state} scope={address.scope} t={translateTo(language)} language={language} onDrawn={acknowledge} />,
    place,
  );
  effect(() => drift(place, state.minute.value / 60_000));
}
window.setInterval(() => state.tick(), 1000);
effect(askForSetup);
window.setInterval(askForSetup, 15_000);
pairThisScreen().then(() => connection.start());
