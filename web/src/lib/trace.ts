const hex = (bytes: number): string =>
  [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");

/** A new trace for one request, as W3C Trace Context has it; the server decides whether it is kept. */
export const traceparent = (): string => `00-${hex(16)}-${hex(8)}-00`;
