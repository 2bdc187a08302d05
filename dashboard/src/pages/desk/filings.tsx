// The monthly forms: who has filed the month and who has not, one form beside the single records, and filing one.

import { useDocument } from "../../api/asking.ts";
import { useDirectory } from "../../api/directory.ts";
import type { FiledForm, Filings, OrganizationFilings } from "../../api/documents.ts";
import { filingsPath } from "../../api/paths.ts";
import { may } from "../../api/session.ts";
import { Marked, type MarkKind } from "../../charts/marks.tsx";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { type Address, link } from "./address.ts";
import { FilingComparison } from "./filing_comparison.tsx";
import { FilingForm } from "./filing_form.tsx";
import { monthAfter } from "./filing_values.ts";
import type { PeopleProps } from "./page.ts";
import { Awaited } from "./parts.tsx";
import { daysOf } from "./record_values.ts";
import { periodWords } from "./record_words.ts";

export function FilingsPage(props: PeopleProps) {
  const { address, say } = props;
  const id = address.asked.get("id");
  const organization = address.asked.get("file");
  const month = address.asked.get("month");
  const directory = useDirectory();
  if (id) {
    return (
      <Awaited answer={directory} say={say}>
        {(known) => <FilingComparison {...props} id={id} directory={known} />}
      </Awaited>
    );
  }
  if (organization && month) {
    return (
      <Awaited answer={directory} say={say}>
        {(known) => <FilingForm {...props} directory={known} organization={organization} month={month} />}
      </Awaited>
    );
  }
  return <Month {...props} month={month} />;
}

const states: Record<OrganizationFilings["state"], MarkKind> = {
  overdue: "breach",
  due: "attention",
  filed_late: "within",
  filed: "within",
};

const isMissing = ({ state }: OrganizationFilings): boolean => state === "overdue" || state === "due";

function differencesOf({ forms }: OrganizationFilings): number {
  return forms.reduce((sum, form) => sum + form.differences + form.jumps.length, 0);
}

function Month({ address, session, say, month }: PeopleProps & { month: string | null }) {
  const { t } = say;
  const answer = useDocument<Filings>(filingsPath(month));
  return (
    <Awaited answer={answer} say={say}>
      {(list) => {
        const { organizations } = list;
        const missing = organizations.filter(isMissing);
        const different = organizations.filter((one) => !isMissing(one) && differencesOf(one) > 0);
        const alike = organizations.filter((one) => !isMissing(one) && differencesOf(one) === 0);
        const group = (part: string, heading: string, members: OrganizationFilings[]) =>
          members.length > 0 && (
            <section data-part={part}>
              <h2>{heading}</h2>
              <ul class="cards filings">
                {members.map((one) => (
                  <Card
                    key={one.organization}
                    {...{ address, say, one }}
                    month={list.month}
                    mayFile={may(session, "record_hours")}
                  />
                ))}
              </ul>
            </section>
          );
        return (
          <>
            <Months address={address} month={list.month} say={say} />
            <p>
              {t("filings_due", { day: say.date(list.due_on) })}{" "}
              {t("filings_count", { filed: organizations.length - missing.length, n: organizations.length })}
            </p>
            {organizations.length === 0 && <p>{t("filings_nobody")}</p>}
            {group("filings-missing", t("filings_missing", { n: missing.length }), missing)}
            {group("filings-different", t("filings_different", { n: different.length }), different)}
            {group("filings-alike", t("filings_alike", { n: alike.length }), alike)}
          </>
        );
      }}
    </Awaited>
  );
}

function Months({ address, month, say }: { address: Address; month: string; say: DeskSpeaker }) {
  const way = (months: number, rel: string) => {
    const other = monthAfter(month, months);
    return (
      <li>
        <a href={link(address, "filings", { month: other })} rel={rel}>
          {periodWords(daysOf(other), say)}
        </a>
      </li>
    );
  };
  return (
    <nav aria-label={say.t("filings_months")}>
      <ul class="inline">
        {way(-1, "prev")}
        <li>
          <b aria-current="date">{periodWords(daysOf(month), say)}</b>
        </li>
        {way(1, "next")}
      </ul>
    </nav>
  );
}

interface CardProps {
  address: Address;
  say: DeskSpeaker;
  month: string;
  mayFile: boolean;
  one: OrganizationFilings;
}

function Card({ address, say, month, mayFile, one }: CardProps) {
  const { t } = say;
  return (
    <li>
      <h3>{one.name}</h3>
      <p>
        <Marked kind={states[one.state]}>{t(`filing_${one.state}`)}</Marked>
      </p>
      {one.forms.map((form) => (
        <Form {...{ address, say, form }} key={form.id} />
      ))}
      {one.missing_sites.length > 0 && <p>{t("filing_missing_sites", { sites: one.missing_sites.join(", ") })}</p>}
      {isMissing(one) && mayFile && (
        <p>
          <a class="button" href={link(address, "filings", { month, file: one.organization })}>
            {t("filing_do")}
          </a>
        </p>
      )}
    </li>
  );
}

function Form({ address, say, form }: { address: Address; say: DeskSpeaker; form: FiledForm }) {
  const { t } = say;
  return (
    <>
      <p class="quiet">{t("filing_filed_by", { moment: say.moment(form.filed_at), who: form.who })}</p>
      {form.differences > 0 && (
        <p>
          <Marked kind="attention">{t("filing_differences", { n: form.differences })}</Marked>
        </p>
      )}
      {form.jumps.length > 0 && (
        <p>
          <Marked kind="attention">{t("filing_jumps")}</Marked>
        </p>
      )}
      <p>
        <a href={link(address, "filings", { id: form.id })}>
          {form.site ? t("filing_open_of", { site: form.site }) : t("filing_open")}
        </a>
      </p>
    </>
  );
}
