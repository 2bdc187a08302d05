// What every page of the desk has: the way to the others, the languages, and the strip that says which edition this is.

import type { ComponentChildren } from "preact";
import type { Edition } from "../../api/documents.ts";
import { Mark } from "../../charts/marks.tsx";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { type Address, link, type PageName, variant } from "./address.ts";

interface Props {
  address: Address;
  edition: Edition | null;
  say: DeskSpeaker;
  title: string;
  children: ComponentChildren;
}

const inNavigation: readonly PageName[] = ["overview", "contractors", "charts", "effect", "editions", "figures", "hse"];

/** Pages that are reached through one of the navigation, which stays marked. */
const under: Partial<Record<PageName, PageName>> = { figure: "overview", edition: "editions" };

export function Frame({ address, edition, say, title, children }: Props) {
  const { t } = say;
  const here = under[address.page] ?? address.page;
  const scoped = (page: PageName): boolean => page === "overview" || page === "charts" || page === "effect";
  return (
    <>
      <a class="skip" href="#content">
        {t("skip")}
      </a>
      <header class="top">
        <p class="brand">
          <b>SafetyCell</b> {edition && <span>{edition.enterprise}</span>}
        </p>
        <nav aria-label={t("navigation")}>
          <ul>
            {inNavigation.map((page) => (
              <li key={page}>
                <a
                  href={link(address, page, scoped(page) ? { scope: address.scope } : {})}
                  aria-current={page === here ? (page === address.page ? "page" : "true") : undefined}
                >
                  {t(`nav_${page}` as "nav_overview")}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <Switches address={address} say={say} />
      </header>
      {edition && <Strip address={address} edition={edition} say={say} />}
      <main id="content" tabIndex={-1}>
        <h1>{title}</h1>
        {children}
      </main>
    </>
  );
}

function Switches({ address, say }: { address: Address; say: DeskSpeaker }) {
  const { t } = say;
  const dark = document.documentElement.dataset.theme === "dark";
  return (
    <ul class="switches">
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
