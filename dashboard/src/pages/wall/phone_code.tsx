// A code for phones in the strip: it opens the figures behind this board, of the very edition on the glass.

import { useMemo } from "preact/hooks";
import { encode } from "uqr";

/** Light modules around the code, without which cameras do not find it. */
const quiet = 2;

/**
 * The address that a phone is to open; none while the screen itself reaches its server by a name that means another
 * machine to every phone.
 */
export function phoneAddress(origin: string, scope: string, edition: number): string | null {
  const { hostname } = new URL(origin);
  if (hostname === "localhost" || hostname === "[::1]" || /^127\./.test(hostname)) return null;
  // A colon may stand in a query; escaped, it would only make the code finer.
  return `${origin}/overview?scope=${encodeURIComponent(scope).replace(/%3A/g, ":")}&edition=${edition}`;
}

/** The dark modules as one path: a run of them in a row is one rectangle. */
export function codePath(modules: readonly (readonly boolean[])[]): string {
  let path = "";
  modules.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      const start = x;
      while (row[x]) x++;
      if (x > start) path += `M${start} ${y}h${x - start}v1h-${x - start}z`;
    }
  });
  return path;
}

export function PhoneCode({ address, title }: { address: string; title: string }) {
  const { path, size } = useMemo(() => {
    const code = encode(address, { ecc: "L", border: quiet });
    return { path: codePath(code.data), size: code.data.length };
  }, [address]);
  return (
    <svg class="phone-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={title}>
      <rect width={size} height={size} />
      <path d={path} />
    </svg>
  );
}
