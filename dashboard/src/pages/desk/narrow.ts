// Whether the page is as narrow as a phone: tables become cards then.

import { useEffect, useState } from "preact/hooks";

export function useNarrow(): boolean {
  const [query] = useState(() => window.matchMedia("(max-width: 40rem)"));
  const [narrow, setNarrow] = useState(query.matches);
  useEffect(() => {
    const look = (): void => setNarrow(query.matches);
    query.addListener(look); // Old Safari knows no addEventListener here.
    return () => query.removeListener(look);
  }, [query]);
  return narrow;
}
