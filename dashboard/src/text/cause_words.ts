// Why a figure changed, in words: "incident 214: MTC became LWC".

import { parseDate, writePeriod } from "./dates.ts";
import type { Key } from "./messages.ts";
import type { Speaker } from "./speaker.ts";

/** A cause of a change between editions, or of a restatement, which knows more kinds. */
interface ToldCause {
  kind: string;
  reference: string;
  organization: string;
  from: string;
  to: string;
  count: number;
}

/** Empty for a kind that this page does not know: a newer server may tell more causes apart. */
export function causeWords(cause: ToldCause, say: Speaker): string {
  const { t } = say;
  const key = `cause_${cause.kind}` as Key;
  if (cause.count > 1) return t(`${key}_many` as Key, { count: cause.count });
  return t(key, {
    reference: period(cause.reference, say),
    organization: cause.organization,
    from: dateOrText(cause.from, say),
    to: dateOrText(cause.to, say),
    of: cause.organization ? t("cause_of", { organization: cause.organization }) : "",
    as: cause.to ? t("cause_as", { class: cause.to }) : "",
  });
}

/** Hours and totals are called by their period, "2026-03-01/2026-03-31". */
function period(reference: string, say: Speaker): string {
  const [first = "", last] = reference.split("/");
  if (!last || !isDate(first) || !isDate(last)) return reference;
  return writePeriod(say.t, parseDate(first), parseDate(last));
}

function dateOrText(text: string, say: Speaker): string {
  return isDate(text) ? say.date(text) : text;
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}
