import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

const slice = 4 << 20; // bytes in memory at a time
const whole = 64 << 20; // bytes up to which the browser's own, faster SHA-256 may have the file at once

/** SHA-256 in hex. Plain HTTP has no crypto.subtle, and crypto.subtle cannot take a file in pieces. */
export async function digestOf(file: Blob): Promise<string> {
  if (globalThis.crypto?.subtle && file.size <= whole) {
    return bytesToHex(new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer())));
  }
  const hash = sha256.create();
  for (let offset = 0; offset < file.size; offset += slice) {
    hash.update(new Uint8Array(await file.slice(offset, offset + slice).arrayBuffer()));
  }
  return bytesToHex(hash.digest());
}
