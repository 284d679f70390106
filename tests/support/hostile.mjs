// Files that hurt: each is small, made here, and known to bring down software that trusts it.
import { deflateSync } from "node:zlib";
import { sample } from "./photos.mjs";

const u16 = (...values) => Buffer.concat(values.map((value) => Buffer.from([value >> 8, value & 0xff])));
const u32 = (value) => Buffer.from([value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]);

const crcTable = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});
const crc32 = (bytes) => (bytes.reduce((crc, byte) => crcTable[(crc ^ byte) & 0xff] ^ (crc >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

/** A grey PNG of this size whose pixels are all alike: the file is a thousandth of what it unpacks to. */
export function pngBomb(width, height) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    return Buffer.concat([u32(data.length), body, u32(crc32(body))]);
  };
  const header = Buffer.concat([u32(width), u32(height), Buffer.from([1, 0, 0, 0, 0])]); // 1 bit a pixel
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * Math.min(height, 4096)));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", header), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

/** A progressive JPEG with so many scans that decoding takes minutes; each scan is a few hundred bytes. */
export function spinningJpeg(scans = 20_000, width = 12_000, height = 12_000) {
  const segment = (marker, ...data) => {
    const body = Buffer.concat(data);
    return Buffer.concat([Buffer.from([0xff, marker]), u16(body.length + 2), body]);
  };
  const oneCode = (kind, symbol) => segment(0xc4, Buffer.from([kind, 1, ...Array(15).fill(0), symbol]));
  const blocks = (width / 8) * (height / 8);
  const dc = Buffer.concat([segment(0xda, Buffer.from([1, 1, 0x00, 0, 0, 0])), Buffer.alloc(Math.ceil(blocks / 8))]);

  // "End of band" for 32,767 blocks at once: the code 0, then fourteen ones.
  let bits = "";
  for (let left = blocks; left >= 16_384; left -= Math.min(left, 32_767)) bits += `0${(Math.min(left, 32_767) - 16_384).toString(2).padStart(14, "0")}`;
  bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, "1");
  const stuffed = bits.match(/.{8}/g).flatMap((byte) => (byte === "11111111" ? [0xff, 0x00] : [Number.parseInt(byte, 2)]));
  const ac = Buffer.concat([segment(0xda, Buffer.from([1, 1, 0x00, 1, 63, 0])), Buffer.from(stuffed)]);

  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xdb, Buffer.from([0, ...Array(64).fill(1)])),
    segment(0xc2, Buffer.from([8]), u16(height, width), Buffer.from([1, 1, 0x11, 0])),
    oneCode(0x00, 0x00),
    oneCode(0x10, 0xe0),
    dc,
    ...Array(scans).fill(ac),
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** A photo whose middle was overwritten. */
export function corruptJpeg() {
  const bytes = Buffer.from(sample(1));
  bytes.fill(0xff, 200, bytes.length / 2);
  return bytes;
}

export const truncatedJpeg = () => sample(2).subarray(0, 40_000);

export const scriptedSvg = () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(document.cookie)</script></svg>');
export const scriptedHtml = () => Buffer.from("<!doctype html><script>alert(1)</script>");
