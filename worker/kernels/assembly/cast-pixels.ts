// uint8 → float32 / 255.

// 1/255 in two parts. A pixel times HIGH is exact (8 + 16 bits); what LOW adds makes the sum the float32 nearest to
// pixel / 255 for all 256 pixels, without a division. A test compares each of them.
const HIGH: f32 = 0.0039215087890625;
const LOW: f32 = 5.983839201917363e-8;

@inline
function scale(pixels: v128): v128 {
  const values = f32x4.convert_i32x4_u(pixels);
  return f32x4.add(f32x4.mul(values, f32x4.splat(HIGH)), f32x4.mul(values, f32x4.splat(LOW)));
}

/**
 * @param images bytes, shape (rows, pixels)
 * @param values float32, shape (rows, columns) with columns ≥ pixels; values behind the pixels stay as they are
 */
export function castPixels(images: usize, values: usize, rows: i32, pixels: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    let from = images + <usize>row * pixels;
    let to = values + ((<usize>row * columns) << 2);
    let i = 0;
    for (; i + 16 <= pixels; i += 16, from += 16, to += 64) {
      const bytes = v128.load(from);
      const low = i16x8.extend_low_i8x16_u(bytes);
      const high = i16x8.extend_high_i8x16_u(bytes);
      v128.store(to, scale(i32x4.extend_low_i16x8_u(low)));
      v128.store(to, scale(i32x4.extend_high_i16x8_u(low)), 16);
      v128.store(to, scale(i32x4.extend_low_i16x8_u(high)), 32);
      v128.store(to, scale(i32x4.extend_high_i16x8_u(high)), 48);
    }
    for (; i < pixels; i++, from += 1, to += 4) {
      const value = <f32>load<u8>(from);
      store<f32>(to, value * HIGH + value * LOW);
    }
  }
}
