// HTTP/1.1 by hand: sends exactly these bytes, and reads one answer. What a browser or a library would mend or refuse to
// send arrives as it is.

import { connect } from "node:net";

const longestWait = 60_000;

export class Dropped extends Error {}

/** One answer; the connection is asked for one request only. */
export function exchange(port, bytes, { isHead = false } = {}) {
  return new Promise((answered, failed) => {
    const socket = connect(port, "127.0.0.1");
    let held = Buffer.alloc(0);
    let settled = false;
    const settle = (work) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      socket.destroy();
      work();
    };
    const timer = setTimeout(() => settle(() => failed(new Dropped("no answer came in time"))), longestWait);
    socket.on("connect", () => socket.write(bytes));
    // A peer that has answered already may close before it has read everything.
    socket.on("error", (fault) => settleAtEnd(fault.code));
    socket.on("close", () => settleAtEnd("closed"));
    socket.on("data", (more) => {
      held = Buffer.concat([held, more]);
      const answer = parse(held, isHead);
      if (answer) settle(() => answered(answer));
    });
    const settleAtEnd = (why) =>
      settle(() => failed(new Dropped(`the connection was dropped (${why}) after ${held.length} bytes`)));
  });
}

function parse(bytes, isHead) {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const [first, ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(`${first} `)?.[1]);
  if (!status) throw new Error(`this is no answer: ${first}`);
  if (status === 100) return parse(bytes.subarray(end + 4), isHead);
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const body = bytes.subarray(end + 4);
  const has = !isHead && status !== 101 && status !== 204 && status !== 304;
  const length = has ? Number(headers.get("content-length") ?? Number.NaN) : 0;
  if (Number.isNaN(length)) throw new Error(`${first}: an answer without its length`);
  return body.length < length ? null : { status, headers, body: body.subarray(0, length) };
}
