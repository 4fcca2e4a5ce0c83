import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeBlock } from './markup.mjs';

const FOLDER = 'guide/recipes';

/** The text of a recipe's file, which the tests run as it is. */
export function recipe(root, file) {
  return readFileSync(join(root, FOLDER, file), 'utf8');
}

/** A recipe's file to be copied. */
export function recipeBlock(root, file, title = file) {
  return codeBlock(recipe(root, file), { title });
}
