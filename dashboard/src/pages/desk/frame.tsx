// What every page of the desk has: the way to the others, the languages, and the strip that says which edition this is.

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Edition } from "../../api/documents.ts";
import { type Action, may, type Session, sessionPath } from "../../api/session.ts";
import { Mark } from "../../charts/marks.tsx";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { type Address, link, type PageName, variant } from "./address.ts";
import { endSession } from "./drafts.ts";

interface Props {
  address: Address;
  edition: Edition | null;
  /** Of nobody, while nobody is signed in. */
  session: Session | null;
  say: DeskSpeaker;
  title: string;
  children: ComponentChildren;
}

const recording: readonly Action[] = [
  "record_directory",
  "record_hours",
  "record_incident",
  "report_event",
  "record_violation",
  "record_mentorship",
  "record_activity",
  "propose",
  "record_breach",
  "dispute",
];

interface Way {
  page: PageName;
  /** At least one must be allowed; none: for everybody. */
  actions: readonly Action[];
}

/** What people come for, in one line. */
const navigation: readonly Way[] = [
  { page: "overview", actions: ["see_enterprise"] },
  { page: "new", actions: recording },
  { page: "records", actions: ["see_records", "see_directory"] },
  { page: "filings", actions: ["see_records"] },
  { page: "import", actions: ["import_records"] },
  { page: "contractors", actions: ["see_contractors", "see_rating_table"] },
  { page: "charts", actions: ["see_enterprise"] },
  { page: "effect", actions: ["see_enterprise"] },
  { page: "editions", actions: ["see_enterprise"] },
  { page: "hse", actions: ["see_signals"] },
];

/** What is needed now and then, above that line beside one's own account. */
const seldom: readonly Way[] = [
  { page: "accounts", actions: ["manage_accounts"] },
  { page: "audit", actions: ["see_audit"] },
  { page: "settings", actions: ["change_settings"] },
  { page: "figures", actions: [] },
];

/** Pages that are reached through one of the navigation, which stays marked. */
const under: Partial<Record<PageName, PageName>> = {
  figure: "overview",
  edition: "editions",
  record: "records",
};

export function Frame({ address, edition, session, say, title, children }: Props) {
  const { t } = say;
  useEffect(() => {
    // On a phone a line of links is pushed aside; the one where one is must be seen.
    for (const current of Array.from(document.querySelectorAll("nav [aria-current]"))) {
      current.scrollIntoView({ block: "nearest", inline: "center" });
    }
  }, [session, title]);
  return (
    <>
      <a class="skip" href="#content">
        {t("skip")}
      </a>
      <header class="top">
        <p class="brand">
          <b>SafetyCell</b> {edition && <span>{edition.enterprise}</span>}
        </p>
        <Ways class="ways-seldom" name={t("navigation_seldom")} ways={seldom} {...{ address, session, say }} />
        <Switches address={address} session={session} say={say} />
        <Ways class="ways" name={t("navigation")} ways={navigation} {...{ address, session, say }} />
      </header>
      {edition && <Strip address={address} edition={edition} say={say} />}
      <main id="content" tabIndex={-1}>
        <h1>{title}</h1>
        {children}
      </main>
    </>
  );
}

interface WaysProps extends Pick<Props, "address" | "session" | "say"> {
  class: string;
  name: string;
  ways: readonly Way[];
}

/** Those of the ways that are open to whoever is signed in. */
function Ways({ address, session, say, class: look, name, ways }: WaysProps) {
  const here = under[address.page] ?? address.page;
  const scoped = (page: PageName): boolean => page === "overview" || page === "charts" || page === "effect";
  const open = ways.filter(({ actions }) => actions.length === 0 || actions.some((action) => may(session, action)));
  if (!session || open.length === 0) return null;
  return (
    <nav aria-label={name} class={look}>
      <ul>
        {open.map(({ page }) => (
          <li key={page}>
            <a
              href={link(address, page, scoped(page) ? { scope: address.scope } : {})}
              aria-current={page === here ? (page === address.page ? "page" : "true") : undefined}
            >
              {say.t(`nav_${page}` as "nav_overview")}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Switches({ address, session, say }: Pick<Props, "address" | "session" | "say">) {
  const { t } = say;
  const dark = document.documentElement.dataset.theme === "dark";
  return (
    <ul class="switches">
      {session && (
        <>
          <li>
            <a href={link(address, "account")} aria-current={address.page === "account" ? "page" : undefined}>
              {session.account.name}
            </a>
          </li>
          <li>
            <button type="button" class="plain" onClick={() => endSession(sessionPath)}>
              {t("sign_out")}
            </button>
          </li>
        </>
      )}
      <li>
        {say.language === "en" ? (
          <a href={variant(address, "lang", "ru")} lang="ru" hreflang="ru">
            Русский
          </a>
        ) : (
          <a href={variant(address, "lang", "en")} lang="en" hreflang="en">
            English
          </a>
        )}
      </li>
      <li>
        <a href={variant(address, "theme", dark ? "light" : "dark")}>{t(dark ? "theme_light" : "theme_dark")}</a>
      </li>
    </ul>
  );
}

function Strip({ address, edition, say }: { address: Address; edition: Edition; say: DeskSpeaker }) {
  const { t } = say;
  const pinned = address.edition !== "current";
  return (
    <section class="strip" data-part="strip" aria-label={t("strip_name")}>
      {edition.demo && (
        <p class="demo">
          <b>{t("demo")}</b> {t("demo_detail")}
        </p>
      )}
      <dl>
        <div>
          <dt>{t("strip_edition")}</dt>
          <dd>
            <a href={link(address, "edition", { number: edition.edition })}>{say.integer(edition.edition)}</a>
            {edition.kind !== "slot" && ` ${t(edition.kind === "late" ? "kind_late" : "kind_out_of_slot")}`}
          </dd>
        </div>
        <div>
          <dt>{t("as_of")}</dt>
          <dd>{say.moment(edition.as_of)}</dd>
        </div>
        <div>
          <dt>{t("strip_published")}</dt>
          <dd>{say.moment(edition.published_at)}</dd>
        </div>
        <div>
          <dt>{t("strip_known_through")}</dt>
          <dd>{say.integer(edition.known_through)}</dd>
        </div>
      </dl>
      {pinned && (
        <p class="pinned">
          <Mark kind="restated" />
          <span>
            {t("pinned")}{" "}
            <a href={link({ ...address, asked: without(address.asked) }, "overview")}>{t("to_current")}</a>
          </span>
        </p>
      )}
    </section>
  );
}

function without(asked: URLSearchParams): URLSearchParams {
  const rest = new URLSearchParams(asked);
  rest.delete("edition");
  return rest;
}
