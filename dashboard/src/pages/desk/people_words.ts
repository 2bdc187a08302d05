// What accounts are, in words: roles and what they are assigned to.

import type { Account, Role } from "../../api/session.ts";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";

export type Assignment = "none" | "one_organization" | "organizations" | "sites";

export function assignmentOf(role: Role): Assignment {
  if (role === "contractor_supervisor") return "one_organization";
  if (role === "mentor") return "organizations";
  return role === "ambassador" || role === "hse_specialist" || role === "screen" ? "sites" : "none";
}

type Named = Pick<Account, "role" | "organizations" | "sites" | "all_sites">;

export function assignmentWords(
  account: Named,
  say: DeskSpeaker,
  names: { organization(code: string): string; site(code: string): string } = { organization: String, site: String },
): string {
  const kind = assignmentOf(account.role);
  if (kind === "none") return say.t("assigned_whole");
  if (account.all_sites) return say.t("all_sites");
  const list = kind === "sites" ? account.sites.map(names.site) : account.organizations.map(names.organization);
  return list.join(", ") || say.t("assigned_nothing");
}

/** Where an account stands: it may sign in, was invited and has not come yet, or is disabled. */
export function accountState(account: Account, say: DeskSpeaker): string {
  if (account.disabled) return say.t("account_disabled");
  if (account.role === "screen") return say.t("account_screen");
  if (account.by_provider) return say.t("account_by_provider");
  return say.t(account.has_password ? "account_active" : "account_invited");
}
