// The desk: pages for people at a table or on a phone, one bundle, told apart by their path. Each is loaded whole by an
// ordinary link, so that going back, keeping an address and printing work as everywhere.

import "../../styles/desk.css";
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { JSX } from "preact/jsx-runtime";
import { useDocument } from "../../api/asking.ts";
import type { Edition } from "../../api/documents.ts";
import { editionPath } from "../../api/paths.ts";
import { kindFrom } from "../../api/records.ts";
import { type Sent, send } from "../../api/sending.ts";
import {
  type Session,
  type SessionAnswer,
  type SetupNeeded,
  safeNext,
  sessionPath,
  signInAddress,
  useRenewal,
} from "../../api/session.ts";
import { type DeskKey, deskSpeaker } from "../../text/desk_speaker.ts";
import { chooseLanguage, languageOfEnterprise } from "../../text/language.ts";
import type { Language } from "../../text/numbers.ts";
import { AccountPage } from "./account.tsx";
import { Accounts } from "./accounts.tsx";
import { type Address, link, type PageName, readAddress, variant } from "./address.ts";
import { Audit } from "./audit.tsx";
import { ChartsPage } from "./charts.tsx";
import { Contractors } from "./contractors.tsx";
import { EditionPage } from "./edition.tsx";
import { Editions } from "./editions.tsx";
import { EffectPage } from "./effect.tsx";
import { FigurePage } from "./figure.tsx";
import { Figures } from "./figures.tsx";
import { FilingsPage } from "./filings.tsx";
import { Frame } from "./frame.tsx";
import { Hse } from "./hse.tsx";
import { ImportPage } from "./import.tsx";
import { NewRecord, newTitle } from "./new_record.tsx";
import { Overview } from "./overview.tsx";
import type { PageProps, PeopleProps } from "./page.ts";
import { Awaited, Failed } from "./parts.tsx";
import { RecordPage } from "./record.tsx";
import { listedKind, Records } from "./records.tsx";
import { SettingsPage } from "./settings.tsx";
import { Setup } from "./setup.tsx";
import { SignIn, takeLinkToken } from "./sign_in.tsx";

/** A page about an edition. */
interface EditionView {
  view: (props: PageProps) => JSX.Element;
  /** What its edition is cut to; none: what the address asks for, else the enterprise. */
  scope?: string;
}

const editionPages: Partial<Record<PageName, EditionView>> = {
  overview: { view: Overview },
  contractors: { view: Contractors, scope: "contractors" },
  charts: { view: ChartsPage },
  effect: { view: EffectPage, scope: "enterprise" },
  editions: { view: Editions, scope: "enterprise" },
  edition: { view: EditionPage },
  figure: { view: FigurePage },
  hse: { view: Hse, scope: "enterprise" },
};

/** Pages about no edition, for whoever is signed in. */
const peoplePages: Partial<Record<PageName, (props: PeopleProps) => JSX.Element>> = {
  records: Records,
  record: RecordPage,
  new: NewRecord,
  filings: FilingsPage,
  import: ImportPage,
  accounts: Accounts,
  audit: Audit,
  settings: SettingsPage,
  account: AccountPage,
};

interface DeskProps {
  address: Address;
  language: Language;
  linkToken: string | null;
}

function Desk({ address: opened, language: atOpening, linkToken: atStart }: DeskProps) {
  const [{ address, language }, setPlace] = useState({ address: opened, language: atOpening });
  // The setup page changes its language without being loaded anew, so that nothing typed is lost.
  const chooseOther = (other: Language): void => {
    window.history.replaceState(null, "", variant(address, "lang", other));
    document.documentElement.lang = other;
    setPlace({ address: readAddress(window.location.pathname, window.location.search), language: other });
  };
  const [linkToken, setLinkToken] = useState(atStart);
  useEffect(() => {
    // A link that is opened where this page stands already changes the address and loads nothing.
    const look = (): void => setLinkToken((held) => takeLinkToken() ?? held);
    look();
    window.addEventListener("hashchange", look);
    return () => window.removeEventListener("hashchange", look);
  }, []);
  const [known, setKnown] = useState<Sent<SessionAnswer> | null>(null);
  const ask = (): void => {
    send<SessionAnswer>("GET", sessionPath, { signedOut: true }).then(setKnown);
  };
  useEffect(ask, []);
  const answer = known?.state === "done" ? known.document : null;
  const session = answer?.signed_in ? answer : null;
  const elsewhere = answer && wayOut(address, answer, linkToken);
  useEffect(() => {
    if (elsewhere) window.location.replace(elsewhere);
  }, [elsewhere]);
  useRenewal(session !== null);
  if (known && known.state !== "done") {
    const say = deskSpeaker(language, null, Date.now());
    const message = known.state === "unreachable" ? say.t("fault_unreachable") : known.refusal.message;
    return (
      <Frame address={address} edition={null} session={null} say={say} title={say.t(`title_${address.page}`)}>
        <Failed fault={{ kind: "refused", message }} say={say} />
      </Frame>
    );
  }
  if (!answer || elsewhere) return null;
  const view = editionPages[address.page];
  if (view && session) return <AboutEdition {...{ address, language, session, view }} />;
  const needed = !answer.signed_in && answer.setup_needed ? answer : null;
  const provider = !answer.signed_in && !answer.setup_needed ? (answer.provider ?? "") : "";
  return <Alone {...{ address, language, session, needed, linkToken, provider }} onLanguage={chooseOther} />;
}

/** Where somebody is led who may not be here yet, or needs not be here any more. */
function wayOut(address: Address, answer: SessionAnswer, linkToken: string | null): string | null {
  const { page } = address;
  if (answer.signed_in) {
    if (page === "setup") return link(address, "overview");
    const next = address.asked.get("next");
    return page === "sign-in" && !linkToken ? safeNext(next, window.location.origin) : null;
  }
  if (answer.setup_needed)
    return page === "setup" || (page === "figures" && answer.enterprise !== null) ? null : link(address, "setup");
  if (page === "setup") return link(address, "sign-in");
  return page === "sign-in" || page === "figures" ? null : signInAddress(window.location);
}

function AboutEdition(props: { address: Address; language: Language; session: Session; view: EditionView }) {
  const { address, language, session, view } = props;
  const { view: View, scope } = view;
  const answer = useDocument<Edition>(editionPath(address.edition, scope ?? address.scope ?? "enterprise"));
  const edition = answer.state === "here" ? answer.document : null;
  const say = deskSpeaker(language, edition, Date.now());
  const title =
    address.page === "edition"
      ? say.t("title_edition", { edition: edition ? edition.edition : address.edition })
      : say.t(`title_${address.page}`);
  document.title = say.t("desk_title", { title });
  return (
    <Frame {...{ address, edition, session, say, title }}>
      <Awaited answer={answer} say={say}>
        {(document) => <View edition={document} address={address} say={say} />}
      </Awaited>
    </Frame>
  );
}

interface AloneOptions extends DeskProps {
  session: Session | null;
  needed: SetupNeeded | null;
  provider: string;
  onLanguage: (language: Language) => void;
}

function Alone({ address, language, session, needed, linkToken, provider, onLanguage }: AloneOptions) {
  const say = deskSpeaker(language, null, Date.now());
  const title = say.t(titleOf(address, session));
  document.title = say.t("desk_title", { title });
  const View = peoplePages[address.page];
  return (
    <Frame {...{ address, session, say, title }} edition={null}>
      {address.page === "figures" && <Figures say={say} />}
      {needed && address.page === "setup" && <Setup {...{ address, say, needed, onLanguage }} />}
      {address.page === "sign-in" && <SignIn {...{ address, say, linkToken, provider }} />}
      {View && session && <View address={address} session={session} say={say} />}
    </Frame>
  );
}

function titleOf(address: Address, session: Session | null): DeskKey {
  if (address.page === "new") return newTitle(address);
  if (address.page === "records" && session) return `kind_${listedKind(address, session)}`;
  const kind = address.page === "record" && kindFrom(address.asked.get("kind"));
  return kind ? `one_${kind}` : `title_${address.page}`;
}

const address = readAddress(window.location.pathname, window.location.search);
const language = chooseLanguage(address.asked.get("lang"), languageOfEnterprise(), navigator.languages);
document.documentElement.lang = language;

const dark = window.matchMedia("(prefers-color-scheme: dark)");
const theme = address.asked.get("theme");
document.documentElement.dataset.theme =
  theme === "dark" || theme === "light" ? theme : dark.matches ? "dark" : "light";

const place = document.getElementById("desk");
if (place) render(<Desk address={address} language={language} linkToken={takeLinkToken()} />, place);
