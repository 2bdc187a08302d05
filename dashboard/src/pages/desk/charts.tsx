// All charts of one scope.

import { useDocument } from "../../api/asking.ts";
import type { Charts } from "../../api/documents.ts";
import { chartsPath } from "../../api/paths.ts";
import { AgeingChart } from "../../charts/ageing.tsx";
import { ClosingChart } from "../../charts/closing.tsx";
import { FunnelChart } from "../../charts/funnel.tsx";
import { SafetyCrossChart } from "../../charts/safety_cross.tsx";
import { TimeBetweenChart } from "../../charts/time_between.tsx";
import { TrendChart } from "../../charts/trend.tsx";
import { ViolationsChart } from "../../charts/violations_u.tsx";
import { figureName } from "./overview.tsx";
import type { PageProps } from "./page.ts";
import { Awaited, ScopeForm } from "./parts.tsx";

export function ChartsPage({ edition, address, say }: PageProps) {
  const scope = address.scope ?? "enterprise";
  const answer = useDocument<Charts>(chartsPath(String(edition.edition), scope));
  return (
    <>
      <ScopeForm edition={edition} address={address} say={say} chosen={scope} />
      <h2>{say.scope(scope)}</h2>
      <Awaited answer={answer} say={say}>
        {(charts) => (
          <div class="charts">
            {charts.trend.map((trend) => (
              <TrendChart
                key={trend.id}
                trend={trend}
                name={figureName(edition.definitions, trend.id, say)}
                say={say}
              />
            ))}
            <TimeBetweenChart chart={charts.time_between} say={say} />
            <SafetyCrossChart cross={charts.safety_cross} say={say} />
            <ViolationsChart chart={charts.violations_u} say={say} />
            <AgeingChart ageing={charts.ageing} say={say} />
            <ClosingChart closing={charts.closing} say={say} />
            <FunnelChart funnel={charts.funnel} say={say} />
          </div>
        )}
      </Awaited>
    </>
  );
}
