import { joined } from '../data/joined';

// The part of Protocol Buffers that ONNX needs: https://protobuf.dev/programming-guides/encoding/. A message is a sequence of fields.
// Each field is a tag (field number and wire type) followed by a value.

const VARINT = 0;
const LENGTH_DELIMITED = 2;

type Encoded = Uint8Array<ArrayBuffer>;

/** A message with the given fields. */
export function message(...fields: readonly Encoded[]): Encoded {
  return joined(fields);
}

/** A whole number from 0 to 2⁵³ − 1. */
export function integer(field: number, value: number): Encoded {
  return joined([tag(field, VARINT), varint(value)]);
}

export function text(field: number, value: string): Encoded {
  return bytes(field, new TextEncoder().encode(value));
}

/** Raw bytes, or a nested message. */
export function bytes(field: number, value: Uint8Array): Encoded {
  return joined([tag(field, LENGTH_DELIMITED), varint(value.length), value]);
}

function tag(field: number, wireType: number): Encoded {
  return varint(field * 8 + wireType);
}

/** Seven bits per byte, lowest bits first. All bytes but the last have their top bit set: 300 is 0xAC 0x02. */
function varint(value: number): Encoded {
  const encoded: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    encoded.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Uint8Array.of(...encoded, rest);
}
