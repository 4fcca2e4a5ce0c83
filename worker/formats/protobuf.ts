import { joined } from '../data/joined';

// Protocol Buffers as far as ONNX needs them: https://protobuf.dev/programming-guides/encoding/. A message is its fields
// one after another, each a tag (number and wire type) and a value.

const VARINT = 0;
const LENGTH_DELIMITED = 2;

type Encoded = Uint8Array<ArrayBuffer>;

/** A message of the given fields. */
export function message(...fields: readonly Encoded[]): Encoded {
  return joined(fields);
}

/** A whole number from 0 on, below 2⁵³. */
export function integer(field: number, value: number): Encoded {
  return joined([tag(field, VARINT), varint(value)]);
}

export function text(field: number, value: string): Encoded {
  return bytes(field, new TextEncoder().encode(value));
}

/** Raw bytes, or a message inside this one. */
export function bytes(field: number, value: Uint8Array): Encoded {
  return joined([tag(field, LENGTH_DELIMITED), varint(value.length), value]);
}

function tag(field: number, wireType: number): Encoded {
  return varint(field * 8 + wireType);
}

/** Seven bits a byte, the lowest first; all but the last have their top bit set. */
function varint(value: number): Encoded {
  const encoded: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    encoded.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Uint8Array.of(...encoded, rest);
}
