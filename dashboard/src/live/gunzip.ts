// Opens the messages that the server compressed once for everybody.

import { gunzipSync } from "fflate";

/** The engine's own inflater where there is one (Chrome 80 and newer), else ours. */
export async function gunzip(bytes: ArrayBuffer): Promise<string> {
  if (typeof DecompressionStream === "function") {
    const stream = new Response(bytes).body?.pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  }
  return new TextDecoder().decode(gunzipSync(new Uint8Array(bytes)));
}
