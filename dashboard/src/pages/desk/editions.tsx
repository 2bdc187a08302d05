// The list of editions, newest first.

import { useDocument } from "../../api/asking.ts";
import type { EditionListing } from "../../api/documents.ts";
import { editionsPath } from "../../api/paths.ts";
import { link } from "./address.ts";
import { Exports } from "./exports.tsx";
import type { PageProps } from "./page.ts";
import { Awaited, Table } from "./parts.tsx";

export function Editions({ address, say }: PageProps) {
  const { t } = say;
  const before = Number(address.asked.get("before")) || null;
  const answer = useDocument<{ editions: EditionListing[] }>(editionsPath(before));
  return (
    <>
      <p>{t("editions_reading")}</p>
      <Exports list="editions" say={say} />
      <Awaited answer={answer} say={say}>
        {({ editions }) => {
          const last = editions[editions.length - 1];
          return (
            <>
              <Table
                caption={t("nav_editions")}
                head={[
                  t("strip_edition"),
                  t("as_of"),
                  t("strip_published"),
                  t("published_by"),
                  t("reason"),
                  t("look_at"),
                ]}
              >
                {editions.map((each) => (
                  <tr key={each.edition}>
                    <th scope="row">
                      <a href={link(address, "edition", { number: each.edition })}>{say.integer(each.edition)}</a>
                      {each.kind !== "slot" && ` ${t(each.kind === "late" ? "kind_late" : "kind_out_of_slot")}`}
                    </th>
                    <td>{say.moment(each.as_of)}</td>
                    <td>{say.moment(each.published_at)}</td>
                    <td>{each.published_by}</td>
                    <td>{each.reason || "–"}</td>
                    <td>
                      <a href={link(address, "overview", { edition: each.edition })}>{t("as_published")}</a>
                    </td>
                  </tr>
                ))}
              </Table>
              {last && last.edition > 1 && (
                <p>
                  <a href={link(address, "editions", { before: last.edition })}>{t("older")}</a>
                </p>
              )}
            </>
          );
        }}
      </Awaited>
    </>
  );
}
