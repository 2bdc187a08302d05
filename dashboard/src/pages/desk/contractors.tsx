// Contractors: their fair order by injury rate, their rating, and the funnel plot. Nothing here is ordered by a raw rate.

import { useDocument } from "../../api/asking.ts";
import type { Charts, Ranking, RestatedRank, Restatement } from "../../api/documents.ts";
import { chartsPath, restatementPath } from "../../api/paths.ts";
import { FunnelChart } from "../../charts/funnel.tsx";
import { RankingChart } from "../../charts/ranking.tsx";
import { rankingSentences, rankWords, rawWords } from "../../charts/ranking_words.ts";
import { link } from "./address.ts";
import { Exports } from "./exports.tsx";
import { figureName } from "./overview.tsx";
import type { PageProps } from "./page.ts";
import { Awaited, RestatedNote, Table } from "./parts.tsx";
import { Ratings } from "./ratings.tsx";
import { rankSides } from "./restated_words.ts";

export function Contractors(props: PageProps) {
  const { edition, address, say } = props;
  const { t } = say;
  const charts = useDocument<Charts>(chartsPath(String(edition.edition), "contractors"));
  const answer = useDocument<Restatement>(restatementPath(String(edition.edition)));
  const restatement = answer.state === "here" ? answer.document : null;
  return (
    <>
      <nav aria-label={t("on_this_page")}>
        <ul class="inline">
          <li>
            <a href="#rating">{t("rating_title")}</a>
          </li>
          <li>
            <a href="#trifr">{t("ranking_title", { rate: "TRIFR" })}</a>
          </li>
          <li>
            <a href="#ltifr">{t("ranking_title", { rate: "LTIFR" })}</a>
          </li>
          <li>
            <a href="#funnel">{t("funnel_plot")}</a>
          </li>
        </ul>
      </nav>
      <section id="rating">
        <h2>{t("rating_title")}</h2>
        <Exports list="contractors" parameters={{ edition: edition.edition }} say={say} />
        <Ratings edition={edition} address={address} say={say} restated={restatement?.ratings ?? []} />
      </section>
      {(["trifr", "ltifr"] as const).map((id) => (
        <section id={id} key={id}>
          <h2>{t("ranking_title", { rate: figureName(edition.definitions, id, say) })}</h2>
          <Ranked
            {...props}
            ranking={edition.rankings?.find((each) => each.id === id) ?? null}
            restated={(restatement?.ranks ?? []).filter((each) => each.id === id)}
          />
        </section>
      ))}
      <section id="funnel">
        <h2>{t("funnel_plot")}</h2>
        <Awaited answer={charts} say={say}>
          {({ funnel }) => <FunnelChart funnel={funnel} say={say} />}
        </Awaited>
      </section>
    </>
  );
}

interface RankedProps extends PageProps {
  ranking: Ranking | null;
  restated: readonly RestatedRank[];
}

function Ranked({ edition, address, say, ranking, restated }: RankedProps) {
  const { t } = say;
  if (!ranking) return <p>{t("ranking_absent")}</p>;
  const leftOut = ranking.left_out.length > 0 && (
    <p>{t("ranking_left_out", { names: ranking.left_out.map(say.organization).join(", ") })}</p>
  );
  if (ranking.no_ranking) {
    return (
      <>
        <p data-part="no-ranking">{t(`no_ranking_${ranking.no_ranking}`)}</p>
        {leftOut}
      </>
    );
  }
  return (
    <>
      {rankingSentences(ranking, say).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {leftOut}
      <RankingChart ranking={ranking} name={figureName(edition.definitions, ranking.id, say)} say={say} />
      <Table
        caption={t("ranking_caption", { rate: figureName(edition.definitions, ranking.id, say) })}
        head={[t("contractor"), t("shrunk_rate"), t("rank_band"), t("chance_above"), t("raw_rate")]}
      >
        {ranking.organizations.map((each) => (
          <tr key={each.code}>
            <th scope="row">
              <a
                href={link(address, "figure", {
                  edition: edition.edition,
                  id: ranking.id,
                  scope: `organization:${each.code}`,
                  window: ranking.window,
                })}
              >
                {say.organization(each.code)}
              </a>
            </th>
            <td>
              <b>{say.number(each.shrunk)}</b>{" "}
              {t("in_brackets", {
                words: t("between", { lower: say.number(each.lower), upper: say.number(each.upper) }),
              })}
            </td>
            <td>
              {ranking.pooled ? t("no_difference") : rankWords(each, say)}
              {restated
                .filter(({ organization }) => organization === each.code)
                .map((rank) => (
                  <RestatedNote
                    key="restated"
                    sides={rankSides(rank, say)}
                    edition={edition.edition}
                    address={address}
                    scope={`organization:${each.code}`}
                    say={say}
                  />
                ))}
            </td>
            <td>{ranking.pooled ? "–" : say.percent(each.p_above_mean)}</td>
            <td>{rawWords(each, say)}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}
