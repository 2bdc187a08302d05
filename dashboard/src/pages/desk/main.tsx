// The desk: pages for people at a table or on a phone, one bundle, told apart by their path. Each is loaded whole by an
// ordinary link, so that going back, keeping an address and printing work as everywhere.

import "../../styles/desk.css";
import { render } from "preact";
import type { JSX } from "preact/jsx-runtime";
import { useDocument } from "../../api/asking.ts";
import type { Edition } from "../../api/documents.ts";
import { editionPath } from "../../api/paths.ts";
import { deskSpeaker } from "../../text/desk_speaker.ts";
import { chooseLanguage } from "../../text/language.ts";
import type { Language } from "../../text/numbers.ts";
import { type Address, type PageName, readAddress } from "./address.ts";
import { ChartsPage } from "./charts.tsx";
import { Contractors } from "./contractors.tsx";
import { EditionPage } from "./edition.tsx";
import { Editions } from "./editions.tsx";
import { EffectPage } from "./effect.tsx";
import { FigurePage } from "./figure.tsx";
import { Figures } from "./figures.tsx";
import { Frame } from "./frame.tsx";
import { Hse } from "./hse.tsx";
import { Overview } from "./overview.tsx";
import type { PageProps } from "./page.ts";
import { Awaited } from "./parts.tsx";

interface Page {
  view: (props: PageProps) => JSX.Element;
  /** What its edition is cut to; none: what the address asks for, else the enterprise. */
  scope?: string;
}

const pages: Record<PageName, Page> = {
  overview: { view: Overview },
  contractors: { view: Contractors, scope: "contractors" },
  charts: { view: ChartsPage },
  effect: { view: EffectPage, scope: "enterprise" },
  editions: { view: Editions, scope: "enterprise" },
  edition: { view: EditionPage },
  figures: { view: Figures, scope: "enterprise" },
  figure: { view: FigurePage },
  hse: { view: Hse, scope: "enterprise" },
};

function Desk({ address, language }: { address: Address; language: Language }) {
  const { view: View, scope } = pages[address.page];
  const answer = useDocument<Edition>(editionPath(address.edition, scope ?? address.scope ?? "enterprise"));
  const edition = answer.state === "here" ? answer.document : null;
  const say = deskSpeaker(language, edition, Date.now());
  const title =
    address.page === "edition"
      ? say.t("title_edition", { edition: edition ? edition.edition : address.edition })
      : say.t(`title_${address.page}`);
  document.title = say.t("desk_title", { title });
  return (
    <Frame address={address} edition={edition} say={say} title={title}>
      {address.page === "figures" ? (
        <Figures say={say} />
      ) : (
        <Awaited answer={answer} say={say}>
          {(document) => <View edition={document} address={address} say={say} />}
        </Awaited>
      )}
    </Frame>
  );
}

const address = readAddress(window.location.pathname, window.location.search);
const language = chooseLanguage(address.asked.get("lang"), navigator.languages);
document.documentElement.lang = language;

const dark = window.matchMedia("(prefers-color-scheme: dark)");
const theme = address.asked.get("theme");
document.documentElement.dataset.theme =
  theme === "dark" || theme === "light" ? theme : dark.matches ? "dark" : "light";

const place = document.getElementById("desk");
if (place) render(<Desk address={address} language={language} />, place);
